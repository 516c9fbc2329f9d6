/**
 * Where stages leave what production copies. To see what has changed, COPY looks at all that is beside its source: here that is
 * nothing, but beside a folder of the root it is the whole image.
 */
export const LAYERS = '/layers';

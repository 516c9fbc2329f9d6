/** The folder of what the jobs of a workflow pass on. */
export const DELIVERY_FOLDER = '.projen/delivery';

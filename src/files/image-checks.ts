/** The folder of a project for everything that is found out about its images. It is neither committed nor part of an image. */
export const IMAGE_CHECKS = 'image-checks';

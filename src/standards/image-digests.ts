/** What follows where an image has no digest. `docker:pin` gives it one. */
export enum ImageDigests {
  /** Nothing is said. */
  IGNORE = 'ignore',
  /** Synth names the images, as a warning. */
  WARN = 'warn',
  /** Synth is an error and writes nothing. In a new project, whose images cannot have digests yet, it is a warning. */
  REQUIRE = 'require',
}

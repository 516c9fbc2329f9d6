/** Whether an image without a digest is ignored, a warning or an error. The task `docker:pin` adds the missing digests. */
export enum ImageDigests {
  /** Images without a digest are not reported. */
  IGNORE = 'ignore',
  /** Synth warns about images without a digest. */
  WARN = 'warn',
  /** Synth fails and writes no files. In a new project, whose images cannot have digests yet, it is a warning. */
  REQUIRE = 'require',
}

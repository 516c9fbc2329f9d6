/** Which modules are compiled to bytecode when the image is built, which makes the container start faster. */
export enum Bytecode {
  /**
   * The modules that are loaded at startup: those listed in `bytecode.txt`, which the task `docker:trace` writes; without that file,
   * the modules that are loaded when the requirements are imported.
   */
  IMPORTED = 'imported',
  /** All modules of Python, the requirements and the application. */
  ALL = 'all',
  /** No modules: the smallest image and the fastest build, but the slowest start. */
  NONE = 'none',
}

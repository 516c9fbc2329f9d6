/** Which modules are compiled when the image is built, so that a start need not do it. */
export enum Bytecode {
  /**
   * Those that a start loads: the ones that `bytecode.txt` names, which `docker:trace` writes; without that file, the ones
   * that importing the requirements loads.
   */
  IMPORTED = 'imported',
  /** All of them: of Python, of the requirements and of the application. */
  ALL = 'all',
  /** None: the smallest image and the fastest build, but the slowest start. */
  NONE = 'none',
}

/** A place in a stage: what is added there stands among the lines that the stage has by itself. */
export enum StagePlace {
  /** Above what installs system packages; in `base`. */
  BEFORE_PACKAGES = 'before-packages',
  /** Above what installs the requirements; in `builder`, `dev` and `production`. */
  BEFORE_REQUIREMENTS = 'before-requirements',
  /** Below what installs the requirements; in `builder`, `dev` and `production`. */
  AFTER_REQUIREMENTS = 'after-requirements',
  /** Below what copies the code; in `dev` and `production`. */
  AFTER_CODE = 'after-code',
  /** Above the line that makes the user, in `base`, and the line that changes to it, in `dev` and `production`: commands run as root. */
  BEFORE_USER = 'before-user',
}

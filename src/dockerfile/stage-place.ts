/** A place in a stage of a container, between the generated instructions, to which you can add your own instructions. */
export enum StagePlace {
  /** Before system packages are installed; in `base`. */
  BEFORE_PACKAGES = 'before-packages',
  /** Before the requirements are installed; in `builder`, `dev` and `production`. */
  BEFORE_REQUIREMENTS = 'before-requirements',
  /** After the requirements are installed; in `builder`, `dev` and `production`. */
  AFTER_REQUIREMENTS = 'after-requirements',
  /** After the code is copied; in `dev` and `production`. */
  AFTER_CODE = 'after-code',
  /** Before the user is created, in `base`, or before USER, in `dev` and `production`. Commands here run as root. */
  BEFORE_USER = 'before-user',
}

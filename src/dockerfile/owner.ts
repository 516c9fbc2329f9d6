const NAME = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}';

/** A user, and after a colon a group: names, as long as Linux has them, or numbers. */
export const OWNER = new RegExp(`^${NAME}(:${NAME})?$`);

/** The same in numbers, which need no /etc/passwd. */
export const NUMERIC_OWNER = /^\d{1,10}(:\d{1,10})?$/;

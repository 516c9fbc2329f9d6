const NAME = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}';

/** A user, optionally with a colon and a group: names with the maximum length of Linux, or IDs. */
export const OWNER = new RegExp(`^${NAME}(:${NAME})?$`);

/** The same with numeric IDs, which need no /etc/passwd. */
export const NUMERIC_OWNER = /^\d{1,10}(:\d{1,10})?$/;

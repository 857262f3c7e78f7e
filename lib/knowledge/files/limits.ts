/** The largest file that can be added, in bytes. */
export const MAX_FILE_BYTES = 1024 ** 3;
/** Larger files are sent in parts, which survive a lost connection; one request each is quicker for many small ones. */
export const IN_PARTS_FROM_BYTES = 8 * 1024 ** 2;

/** Bytes of one attached file. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Files of one conversation. */
export const MAX_FILES = 10;
/** Bytes of all attached files of a workspace that are kept at a time. */
export const WORKSPACE_QUOTA_BYTES = 1024 * 1024 * 1024;
/** Passages of one file; what is longer belongs into a knowledge base. */
export const MAX_PASSAGES = 10_000;

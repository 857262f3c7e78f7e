/** Characters a password needs; the server asks for the same. */
export const MIN_PASSWORD = 10;

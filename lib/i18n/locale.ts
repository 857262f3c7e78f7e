/** The one language there is so far. */
export const locale = "en";

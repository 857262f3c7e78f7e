/** Texts of the workflows screens. */
export const workflows = {} as const;

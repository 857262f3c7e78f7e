/** Texts of the models screens. */
export const models = {} as const;

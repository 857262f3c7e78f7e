/** Texts of the knowledge screens. */
export const knowledge = {} as const;

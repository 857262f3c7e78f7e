/** So many failures one after the other are told apart from a bad moment. */
const REPEATED = 3;

/** Whether somebody should look at a source whose last runs failed. */
export const isFailing = (failures: number): boolean => failures >= REPEATED;

/** So many failures one after the other are told apart from a bad moment. */
const REPEATED = 3;

/** Whether somebody should look at a source whose last runs failed. */
export const isFailing = (failures: number): boolean => failures >= REPEATED;

/** Whether no run can succeed before somebody mends the connection. */
export const needsAdmin = (code: string): boolean =>
  code === "connector.reconnect" || code.startsWith("crypto.");

export type RefusalReason =
  | "in-use"
  | "newer-schema"
  | "changed-migration"
  | "failed-migration"
  | "other-postgres"
  | "unwritable"
  | "unreachable";

/**
 * The database must not be opened as it is. `message` is one or two sentences for the person at the terminal: what
 * is wrong, and what to do. It never reaches a browser.
 */
export class DatabaseRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "DatabaseRefusal";
  }
}

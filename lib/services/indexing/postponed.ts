/** Thrown by work that can't go on before `until`: the job comes back then, and whoever did it takes another. */
export class Postponed extends Error {
  constructor(
    readonly until: Date,
    options?: ErrorOptions,
  ) {
    super(`postponed until ${until.toISOString()}`, options);
    this.name = "Postponed";
  }
}

/**
 * Starting can't go on for a reason the person at the terminal can do something about. `message` is one or two plain
 * sentences; it is printed as it is, without a stack.
 */
export class StartProblem extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "StartProblem";
  }
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** `part / whole`, or `otherwise` when there is no whole. */
export const ratio = (part: number, whole: number, otherwise: number): number =>
  whole > 0 ? part / whole : otherwise;

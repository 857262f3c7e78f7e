import { loadavg } from "node:os";

export interface Measure {
  /** Name of the benchmark, as given on the command line. */
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  /** What else was measured, and under which conditions. */
  readonly [detail: string]: string | number;
}

/** Prints a measure as one JSON line, with the machine's load (1-minute average) at its end. */
export function report({ bench, value, unit, ...details }: Measure): void {
  const rounded = Object.entries({ value, unit, ...details, load: loadavg()[0] ?? 0 }).map(
    ([name, item]) => [name, typeof item === "number" ? significant(item) : item],
  );
  console.log(JSON.stringify({ bench, ...Object.fromEntries(rounded) }));
}

/** Three decimals are finer than any clock or repetition here. */
function significant(value: number): number {
  return Number(value.toFixed(3));
}

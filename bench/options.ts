import { parseArgs } from "node:util";

export interface BenchOptions {
  /** Benchmarks to run. */
  readonly names: readonly string[];
  /** A few rounds only: shows that everything works; the numbers mean nothing. */
  readonly quick: boolean;
  /** How many there are to search, where a benchmark leaves that open; absent: as many as it takes itself. */
  readonly passages?: number;
  /** How many files lie in the library that is synced; absent: as many as the benchmark takes itself. */
  readonly files?: number;
  /** How long the soak lasts. */
  readonly minutes: number;
}

/** The command line of the runner and of every benchmark. Throws on an option that doesn't exist. */
export function benchOptions(args: readonly string[] = process.argv.slice(2)): BenchOptions {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      minutes: { type: "string", default: "10" },
      passages: { type: "string" },
      files: { type: "string" },
    },
  });
  const { passages, files } = values;
  return {
    ...{ names: positionals, quick: values.quick, minutes: Number(values.minutes) },
    ...(passages !== undefined && { passages: Number(passages) }),
    ...(files !== undefined && { files: Number(files) }),
  };
}

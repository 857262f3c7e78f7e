/** How far everything was at a moment. */
export interface Sample {
  /** Milliseconds. */
  at: number;
  bytes: number;
  files: number;
}

export interface Pace {
  bytesPerSecond: number;
  secondsLeft: number;
}

/** What was long ago says little about now. */
const WINDOW_MS = 15_000;
/** Before that much has passed there is nothing to tell. */
const LEAST_MS = 2000;

/** The samples to go on with. What was there before goes where the count went back: files were stopped or retried. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && (sample.bytes < last.bytes || sample.files < last.files)) return [sample];
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
}

/**
 * How quickly it goes, and how long the rest takes; null while that can't be told. Many small files take their time by
 * number, large ones by size: the slower of both counts.
 */
export function paceOf(
  samples: readonly Sample[],
  left: { bytes: number; files: number },
): Pace | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_MS) return null;
  const seconds = (last.at - first.at) / 1000;
  const bytesPerSecond = (last.bytes - first.bytes) / seconds;
  if (bytesPerSecond <= 0) return null;
  const filesPerSecond = (last.files - first.files) / seconds;
  const byFiles = filesPerSecond > 0 ? left.files / filesPerSecond : 0;
  return { bytesPerSecond, secondsLeft: Math.max(left.bytes / bytesPerSecond, byFiles) };
}

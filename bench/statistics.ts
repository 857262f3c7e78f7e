/** The value below which `share` (0 to 1) of the values lie, by nearest rank. Throws when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("Nothing was measured.");
  return value;
}

/** Milliseconds of each of `rounds` calls, one after the other, after `warmUp` calls that are not counted. */
export async function timesOf(
  { rounds, warmUp }: { rounds: number; warmUp: number },
  work: (round: number) => unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const before = performance.now();
    await work(round);
    if (round >= warmUp) times.push(performance.now() - before);
  }
  return times;
}

/** The value below which `share` (0 to 1) of the values lie, by nearest rank. Throws when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("Nothing was measured.");
  return value;
}

/** The slope of a line through the points by least squares, and its 95 % interval. Throws when there are fewer than three. */
export function slope(points: readonly (readonly [number, number])[]) {
  const count = points.length;
  if (count < 3) throw new Error("Too little was measured.");
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / count;
  const middleX = mean(([x]) => x);
  const middleY = mean(([, y]) => y);
  const spread = points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  const together = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0);
  const rise = together / spread;
  const left = points.reduce((sum, [x, y]) => sum + (y - middleY - rise * (x - middleX)) ** 2, 0);
  // 1.96 is that of many points; of fewer the interval is a little wider.
  const half = (1.96 + 2.4 / (count - 2)) * Math.sqrt(left / (count - 2) / spread);
  return { slope: rise, low: rise - half, high: rise + half };
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

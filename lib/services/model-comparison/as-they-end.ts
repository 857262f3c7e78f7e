/**
 * Runs tasks, at most `concurrency` at a time, and yields their results as they end. The first that fails ends it; those
 * that run then are left to themselves, so give them a signal.
 */
export async function* asTheyEnd<T>(
  tasks: readonly (() => Promise<T>)[],
  concurrency: number,
): AsyncGenerator<T, void> {
  const running = new Map<number, Promise<readonly [number, T]>>();
  let next = 0;
  const fill = () => {
    for (; running.size < concurrency; next++) {
      const task = tasks[next];
      if (!task) return;
      const at = next;
      const run = Promise.resolve()
        .then(task)
        .then((value) => [at, value] as const);
      // Told of by the race that waits for it; one that nobody waits for any more is no fault of its own.
      run.catch(() => undefined);
      running.set(at, run);
    }
  };
  for (fill(); running.size > 0; fill()) {
    const [at, value] = await Promise.race(running.values());
    running.delete(at);
    yield value;
  }
}

const MAX_MS = 20_000;

interface Pressure {
  /** Milliseconds of one request; one that throws counts as failed. */
  readonly ask: (question: string) => Promise<number>;
  readonly questions: readonly string[];
  readonly concurrency: number;
  readonly requests: number;
}

/** Keeps `concurrency` requests open until `requests` were made or the time is over. */
export async function press({ ask: send, questions, concurrency, requests }: Pressure) {
  const times: number[] = [];
  let failed = 0;
  const before = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < requests && performance.now() - before < MAX_MS) {
      const question = questions[next % questions.length] ?? "";
      next += 1;
      try {
        times.push(await send(question));
      } catch (error) {
        // A program that can't keep up is a result, but not one to be overlooked.
        failed += 1;
        process.exitCode = 1;
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { times, failed, perSecond: times.length / ((performance.now() - before) / 1000) };
}

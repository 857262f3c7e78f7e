/**
 * Answers that the tabs of a site read from one server at the same time. A browser opens six connections to a server that
 * speaks HTTP/1.1, for all its tabs together: those left over take new questions.
 */
const PLACES = 3;

export type Release = () => void;

/** A place among those who read an answer, if one is free at once; null where none is. */
export async function findPlace(server: string): Promise<Release | null> {
  for (const name of namesFor(server)) {
    const release = await hold(name, { ifAvailable: true });
    if (release) return release;
  }
  return null;
}

/** Waits for a place. Rejects when the signal is aborted. */
export async function waitForPlace(server: string, signal: AbortSignal): Promise<Release> {
  const names = namesFor(server);
  const name = names[Math.floor(Math.random() * names.length)] ?? "";
  return (await findPlace(server)) ?? (await hold(name, { signal })) ?? (() => undefined);
}

const namesFor = (server: string) =>
  Array.from({ length: PLACES }, (_, place) => `groundwork ${server} ${String(place)}`);

/** Pages without TLS, and old browsers, have no locks: there each tab reads for itself. */
function hold(name: string, options: LockOptions): Promise<Release | null> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => {
          resolve(release);
        });
      })
      .catch(reject);
  });
}

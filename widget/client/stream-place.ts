/**
 * Answers that the tabs of a site read from one server at the same time. A browser opens six connections to a server that
 * speaks HTTP/1.1, for all its tabs together: those left over take new questions.
 */
const PLACES = 3;

/** A place among those who read an answer. */
export interface StreamPlace {
  readonly release: () => void;
  /** Aborted when a tab that is looked at took the place of this one, which is not. */
  readonly taken: AbortSignal;
}

/**
 * A place, if there is one at once: a free one, or for a tab that is looked at the place of one that is not. Null where there
 * is none.
 */
export async function findPlace(server: string): Promise<StreamPlace | null> {
  for (const name of namesFor(server)) {
    const place = await hold(name, { ifAvailable: true });
    if (place) return place;
  }
  return isHidden() ? null : takeHidden(server);
}

/** Waits for a place, or until the tab is looked at and may take one. Rejects when the signal is aborted. */
export async function waitForPlace(server: string, signal: AbortSignal): Promise<StreamPlace> {
  for (;;) {
    const found = await findPlace(server);
    if (found) return found;
    signal.throwIfAborted();
    const over = new AbortController();
    const end = () => {
      over.abort();
    };
    const stop = whenShown(end);
    signal.addEventListener("abort", end, { once: true });
    const place = await firstOf(namesFor(server), over);
    stop();
    signal.removeEventListener("abort", end);
    if (place) return place;
    signal.throwIfAborted();
  }
}

/** The place that is left first; null where the wait was over before. Ends the wait. */
async function firstOf(names: string[], over: AbortController): Promise<StreamPlace | null> {
  const { signal } = over;
  let first: StreamPlace | null = null;
  const waits = names.map(async (name) => {
    const place = await hold(name, { signal }).catch(() => null);
    if (first) place?.release();
    else first = place;
    over.abort();
  });
  await Promise.all(waits);
  return first;
}

const namesFor = (server: string) =>
  Array.from({ length: PLACES }, (_, place) => `groundwork ${server} ${String(place)}`);

/** Held beside a place by a tab that nobody looks at. */
const hiddenName = (name: string) => `${name} hidden`;

const isHidden = () => globalThis.document?.visibilityState === "hidden";

/** Calls back once the tab is looked at; returns what ends the wait. */
function whenShown(shown: () => void): () => void {
  const { document } = globalThis;
  const look = () => {
    if (!isHidden()) shown();
  };
  document?.addEventListener("visibilitychange", look);
  return () => document?.removeEventListener("visibilitychange", look);
}

/** Pages without TLS, and old browsers, have no locks: there each tab reads for itself. */
const locksOf = () => globalThis.navigator?.locks as LockManager | undefined;

/** One tab after the other, so that two that are looked at don't take the same place. */
async function takeHidden(server: string): Promise<StreamPlace | null> {
  const locks = locksOf();
  if (!locks) return null;
  return locks.request(`groundwork ${server} taking`, async () => {
    const held = (await locks.query()).held ?? [];
    const names = new Set(held.map(({ name }) => name));
    const name = namesFor(server).find((one) => names.has(one) && names.has(hiddenName(one)));
    if (name === undefined) return null;
    await locks.request(hiddenName(name), { steal: true }, () => undefined);
    return hold(name, { steal: true });
  });
}

function hold(name: string, options: LockOptions): Promise<StreamPlace | null> {
  const taken = new AbortController();
  const locks = locksOf();
  if (!locks) return Promise.resolve({ release: () => undefined, taken: taken.signal });
  return new Promise((resolve, reject) => {
    locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        const unmark = markWhileHidden(locks, hiddenName(name));
        taken.signal.addEventListener("abort", unmark);
        return new Promise<void>((release) => {
          resolve({
            taken: taken.signal,
            release: () => {
              unmark();
              release();
            },
          });
        });
      })
      .catch((error: Error) => {
        // Of a lock that was given it means that another tab has it now.
        taken.abort();
        reject(error);
      });
  });
}

/** Lets other tabs know while this one is not looked at; returns what ends that. */
function markWhileHidden(locks: LockManager, name: string): () => void {
  let unmark: (() => void) | null = null;
  const look = () => {
    unmark?.();
    unmark = null;
    if (!isHidden()) return;
    const until = new Promise<void>((resolve) => {
      unmark = resolve;
    });
    // Taken from this tab together with its place.
    locks.request(name, () => until).catch(() => undefined);
  };
  const { document } = globalThis;
  look();
  document?.addEventListener("visibilitychange", look);
  return () => {
    document?.removeEventListener("visibilitychange", look);
    unmark?.();
  };
}

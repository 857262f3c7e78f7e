export interface Pace {
  /** Documents made ready a minute. */
  perMinute: number;
  /** Until what can be worked on now is done, at that rate. */
  secondsLeft: number;
}

/** Fewer or younger than this say nothing about those to come. */
const FEWEST = 5;
const SHORTEST_SECONDS = 10;

/**
 * How quickly work goes on, from how many documents were made ready lately and how long ago the first of them was;
 * null when that is too little to go by. It knows nothing of how long each of the rest will take.
 */
export function paceOf({
  finished,
  seconds,
  left,
}: {
  finished: number;
  seconds: number;
  left: number;
}): Pace | null {
  if (finished < FEWEST || seconds < SHORTEST_SECONDS) return null;
  // The first of them marks the beginning of the time: the work for it lies before.
  const perSecond = (finished - 1) / seconds;
  return { perMinute: perSecond * 60, secondsLeft: left / perSecond };
}

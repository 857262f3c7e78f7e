import type { RouterInputs } from "@/lib/trpc/client";

export type Chunking = RouterInputs["store"]["setChunking"]["chunking"];
export type Strategy = Chunking["strategy"];

export const STRATEGIES = ["sentences", "page", "row", "heading", "parent"] as const;
export type ChunkingNumber = "size" | "overlap" | "rows" | "level" | "parent";

/** What the form holds: the numbers of every strategy, so that trying another loses none. */
export interface ChunkingDraft {
  strategy: Strategy;
  numbers: Readonly<Record<ChunkingNumber, string>>;
}

/** The numbers of each strategy, in the order of the form. */
export const NUMBERS_OF: Readonly<Record<Strategy, readonly ChunkingNumber[]>> = {
  sentences: ["size", "overlap"],
  page: ["size"],
  row: ["rows", "size"],
  heading: ["level", "size"],
  parent: ["size", "parent"],
};

/** As the server takes them. */
export const RANGES: Readonly<Record<ChunkingNumber, { min: number; max: number }>> = {
  size: { min: 8, max: 4000 },
  overlap: { min: 0, max: 2000 },
  rows: { min: 1, max: 200 },
  level: { min: 1, max: 6 },
  parent: { min: 8, max: 4000 },
};

/** What each strategy begins with; that of sentences is what every new store has. */
export const DEFAULTS: Readonly<
  Record<Strategy, Readonly<Partial<Record<ChunkingNumber, number>>>>
> = {
  sentences: { size: 256, overlap: 40 },
  page: { size: 800 },
  row: { rows: 1, size: 256 },
  heading: { level: 2, size: 800 },
  parent: { size: 96, parent: 512 },
};

export type ChunkingProblem = "range" | "overlapTooLarge" | "parentTooSmall";

/** The form of a chunking that is in use. */
export function draftOf(chunking: Chunking): ChunkingDraft {
  const { strategy, unit, ...own } = chunking;
  void unit;
  return withNumbers({ strategy, numbers: numbersOf(DEFAULTS.sentences) }, own);
}

/** The form after another strategy was chosen, with the numbers that are usual for it. */
export function withStrategy(draft: ChunkingDraft, strategy: Strategy): ChunkingDraft {
  return withNumbers({ ...draft, strategy }, DEFAULTS[strategy]);
}

function withNumbers(
  draft: ChunkingDraft,
  numbers: Readonly<Partial<Record<ChunkingNumber, number>>>,
): ChunkingDraft {
  return { ...draft, numbers: { ...draft.numbers, ...written(numbers) } };
}

function numbersOf(numbers: Readonly<Partial<Record<ChunkingNumber, number>>>) {
  const none = { size: "", overlap: "", rows: "", level: "", parent: "" };
  return { ...none, ...written(numbers) };
}

function written(numbers: Readonly<Partial<Record<ChunkingNumber, number>>>) {
  return Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, String(value)]));
}

/** What the form says, or what is wrong with its numbers. */
export function readDraft({
  strategy,
  numbers,
}: ChunkingDraft):
  { chunking: Chunking } | { problems: Partial<Record<ChunkingNumber, ChunkingProblem>> } {
  const problems: Partial<Record<ChunkingNumber, ChunkingProblem>> = {};
  const value = (key: ChunkingNumber) => Number(numbers[key]);
  for (const key of NUMBERS_OF[strategy]) {
    const { min, max } = RANGES[key];
    const whole = /^\d{1,6}$/.test(numbers[key].trim());
    if (!whole || value(key) < min || value(key) > max) problems[key] = "range";
  }
  if (Object.keys(problems).length > 0) return { problems };
  if (strategy === "sentences" && value("overlap") >= value("size"))
    return { problems: { overlap: "overlapTooLarge" } };
  if (strategy === "parent" && value("parent") <= value("size"))
    return { problems: { parent: "parentTooSmall" } };
  return { chunking: chunkingOf(strategy, value) };
}

function chunkingOf(strategy: Strategy, value: (key: ChunkingNumber) => number): Chunking {
  const unit = "tokens" as const;
  const size = value("size");
  switch (strategy) {
    case "sentences":
      return { strategy, unit, size, overlap: value("overlap") };
    case "page":
      return { strategy, unit, size };
    case "row":
      return { strategy, unit, size, rows: value("rows") };
    case "heading":
      return { strategy, unit, size, level: value("level") };
    case "parent":
      return { strategy, unit, size, parent: value("parent") };
  }
}

/** Whether two chunkings cut alike. */
export function sameChunking(a: Chunking, b: Chunking): boolean {
  const [left, right] = [draftOf(a), draftOf(b)];
  return (
    a.strategy === b.strategy &&
    NUMBERS_OF[a.strategy].every((key) => left.numbers[key] === right.numbers[key])
  );
}

/** English words that make so many tokens, as the server estimates tokens; a round number. */
export function wordsOf(tokens: number): number {
  const words = tokens * 0.75;
  const step = words < 100 ? 5 : words < 1000 ? 10 : words < 10_000 ? 100 : 1000;
  return Math.max(1, words < 5 ? Math.round(words) : Math.round(words / step) * step);
}

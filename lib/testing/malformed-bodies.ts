/** The same numbers for the same seed, so that what fails once fails again (mulberry32). */
function numbersFrom(seed: string): () => number {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Names that some endpoint takes, with values that none does. */
const KEYS = [
  "question",
  "requestId",
  "channel",
  "visitor",
  "conversationId",
  "value",
  "comment",
  "messages",
  "stream",
  "form",
  "jsonrpc",
  "method",
  "__proto__",
  "constructor",
  "graph",
];

/**
 * Bodies that no endpoint for visitors or programs takes: no JSON, JSON of another shape, wrong kinds of values, too deep,
 * too large, bytes that are no text.
 */
export function* malformedBodies(count: number, seed: string): Generator<BodyInit> {
  const random = numbersFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const wrong = (depth: number): unknown => {
    const kind = below(depth > 3 ? 5 : 7);
    if (kind === 0) return null;
    if (kind === 1) return below(1e9) - 5e8;
    if (kind === 2) return random() < 0.5;
    if (kind === 3) return "\u0000\ud800';--<script>".repeat(below(4));
    if (kind === 4) return [];
    if (kind === 5) return Array.from({ length: below(5) }, () => wrong(depth + 1));
    return object(depth + 1);
  };
  // A name nobody knows makes every one of them wrong, whatever else it holds.
  const object = (depth: number): object =>
    Object.fromEntries([
      ["unknown", wrong(depth + 1)],
      ...Array.from({ length: below(6) }, () => [KEYS[below(KEYS.length)] ?? "", wrong(depth + 1)]),
    ]) as object;
  const make: (() => BodyInit)[] = [
    () => "",
    () => JSON.stringify(object(0)),
    () => JSON.stringify(object(0)).slice(0, -1 - below(20)),
    () => JSON.stringify([object(0)]),
    () => JSON.stringify(below(1000)),
    () => '{"question":' + "[".repeat(5000 + below(5000)),
    () => `{"question":"${"x".repeat(70_000)}"}`,
    () => Uint8Array.from({ length: 1 + below(400) }, () => below(256)),
    () => `question=${String(below(1000))}&channel=widget`,
  ];
  for (let made = 0; made < count; made += 1) yield (make[made % make.length] ?? (() => ""))();
}

import { createHash } from "node:crypto";
import { wordsOf } from "./answer";

/** A unit vector of hashed words: the same text always gives the same one, shared words bring texts closer. */
export function embed(text: string, dimension: number): number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const word of wordsOf(text)) {
    const hash = createHash("sha256").update(word).digest();
    const index = hash.readUInt32LE(0) % dimension;
    vector[index] = (vector[index] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  if (length === 0) return vector.map((_, index) => (index === 0 ? 1 : 0));
  return vector.map((value) => value / length);
}

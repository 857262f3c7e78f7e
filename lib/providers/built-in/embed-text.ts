import { DIMENSION, pieceFeatures, wordFeatures, type Features } from "./features";
import { scanWords, type WordSink } from "./words";

/** Features of the words met so far. Only a cache: an entry depends on its word alone, and dropping it costs time. */
const MOST_CACHED = 60_000;

class Accumulator implements WordSink {
  readonly #known = new Map<string, Features>();
  /** Words of the present text, each once. */
  readonly #seen: Features[] = [];

  word(word: string): void {
    this.#count(this.#known.get(word) ?? this.#learn(word, wordFeatures(word)));
  }

  piece(piece: string): void {
    this.#count(this.#known.get(piece) ?? this.#learn(piece, pieceFeatures(piece)));
  }

  /** The unit vector of the words counted since the last call. */
  finish(): number[] {
    const sum = new Float64Array(DIMENSION);
    for (const features of this.#seen) {
      const frequency = 1 + Math.log(features.count);
      const { buckets, values } = features;
      for (let at = 0; at < buckets.length; at += 1) {
        const bucket = buckets[at] ?? 0;
        sum[bucket] = (sum[bucket] ?? 0) + frequency * (values[at] ?? 0);
      }
      features.count = 0;
    }
    this.#seen.length = 0;
    // Only between texts: a word forgotten in the middle of one would be counted apart from its earlier self.
    if (this.#known.size > MOST_CACHED) this.#known.clear();
    return unit(sum);
  }

  #count(features: Features): void {
    if (features.count === 0) this.#seen.push(features);
    features.count += 1;
  }

  #learn(word: string, features: Features): Features {
    this.#known.set(word, features);
    return features;
  }
}

const accumulator = new Accumulator();

/**
 * Turns a text into a unit vector of {@link DIMENSION} numbers from its words and word parts: the same text always
 * gives the same vector, on every machine. Texts that share words, or words that share parts, come near each other;
 * synonyms don't. A text without any word gives a fixed vector, because the cosine of a zero one is undefined.
 */
export function embedText(text: string): number[] {
  scanWords(text, accumulator);
  return accumulator.finish();
}

function unit(sum: Float64Array): number[] {
  let squares = 0;
  for (let at = 0; at < DIMENSION; at += 1) squares += (sum[at] ?? 0) ** 2;
  const result = new Array<number>(DIMENSION).fill(0);
  if (squares === 0) {
    result[0] = 1;
    return result;
  }
  const scale = 1 / Math.sqrt(squares);
  for (let at = 0; at < DIMENSION; at += 1) result[at] = (sum[at] ?? 0) * scale;
  return result;
}

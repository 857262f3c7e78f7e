import { detectAll } from "tinyld";

/** Samples from all over the text; a title page or a list of names alone would mislead. */
const SAMPLES = 8;
const SAMPLE_LENGTH = 400;
/** Texts with fewer letters say too little. */
const MIN_LETTERS = 40;
/** The likeliest language counts when it is likely at all, and this many times as likely as the next. */
const MIN_ACCURACY = 0.05;
const LEAD = 2;

/** The language most of a text is in, as an ISO 639-1 code; null when that can't be told. */
export function detectLanguage(text: string): string | null {
  const votes = new Map<string, number>();
  const step = Math.max(SAMPLE_LENGTH, Math.floor(text.length / SAMPLES));
  for (let at = 0; at < text.length; at += step) {
    const sample = text.slice(at, at + SAMPLE_LENGTH);
    if ((sample.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) continue;
    const [best, next] = detectAll(sample);
    if (!best || best.accuracy < LEAD * (next?.accuracy ?? 0)) continue;
    if (best.accuracy >= MIN_ACCURACY) {
      votes.set(best.lang, (votes.get(best.lang) ?? 0) + best.accuracy);
    }
  }
  const [winner] = [...votes].sort(([, a], [, b]) => b - a);
  return winner?.[0] ?? null;
}

import type { Passage } from "@/lib/graph/values";

/** Shorter texts are headings and the like, which stand in many passages without being one. */
const FEWEST_WORDS = 6;

/**
 * Leaves out passages whose words all stand, in the same order, in one that is ranked better: copies of a document, quoted
 * mails, a page in two formats. One word or number more or less makes it another passage, which may state another fact.
 */
export function leaveOutRepeats<P extends Pick<Passage, "text">>(found: readonly P[]): P[] {
  const kept: string[] = [];
  return found.filter(({ text }) => {
    const words = wordsOf(text);
    const sequence = ` ${words.join(" ")} `;
    const repeats = words.length >= FEWEST_WORDS && kept.some((other) => other.includes(sequence));
    if (!repeats) kept.push(sequence);
    return !repeats;
  });
}

/** Marks of currency, signs and units count: without them "-5 %" would be "5". Those of a quoted mail don't. */
function wordsOf(text: string): string[] {
  const unquoted = text.replace(/^[ \t>]+/gm, "");
  return (
    unquoted
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+|[\p{S}%‰#-]/gu) ?? []
  );
}

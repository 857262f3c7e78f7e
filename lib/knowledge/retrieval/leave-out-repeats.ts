import type { Passage } from "@/lib/graph/values";

/** Shorter texts are headings and the like, which stand in many passages without being one. */
const FEWEST_WORDS = 6;

/**
 * Leaves out passages whose words all stand, in the same order, in one that is ranked better: copies of a document, quoted
 * mails, a page in two formats. The better one then says how many it stands for. One word or number more or less makes it another passage, which may state another fact.
 */
export function leaveOutRepeats<P extends Pick<Passage, "text" | "repeats">>(
  found: readonly P[],
): P[] {
  const kept: { passage: P; sequence: string; repeats: number }[] = [];
  for (const passage of found) {
    const words = wordsOf(passage.text);
    const sequence = ` ${words.join(" ")} `;
    const better = kept.find((other) => other.sequence.includes(sequence));
    if (better && words.length >= FEWEST_WORDS) better.repeats += 1;
    else kept.push({ passage, sequence, repeats: 0 });
  }
  return kept.map(({ passage, repeats }) => (repeats > 0 ? { ...passage, repeats } : passage));
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

import type { Passage } from "@/lib/graph/values";

/** A passage for tests: text and name given, ranked by place, at an offset in its document so that mix-ups show. */
export function passageOf(
  text: string,
  options: Partial<Passage> & { rank?: number } = {},
): Passage {
  const { rank = 0, ...rest } = options;
  const start = rest.start ?? 100 * (rank + 1);
  return {
    id: `passage-${rank}`,
    documentId: `document-${rank}`,
    versionId: `version-${rank}`,
    documentName: `file-${rank}.md`,
    page: null,
    headings: [],
    start,
    end: start + text.length,
    text,
    textHash: "",
    scores: { vector: null, keyword: 10 - rank, fused: 1 / (61 + rank), rerank: null },
    ...rest,
  };
}

/** Passages in ranked order. */
export const passagesOf = (...texts: string[]): Passage[] =>
  texts.map((text, rank) => passageOf(text, { rank }));

/** A small made-up handbook. */
export const HANDBOOK = passagesOf(
  "Employees who work full time receive 28 days of paid holiday each calendar year. Part-time staff receive a share in proportion to their hours. Up to five unused days may be carried over until 31 March.",
  "Parental leave lasts 16 weeks at full pay and may be taken within two years of the birth. Ms. Okafor in People Operations approves every request.",
  "Laptops are replaced every three years. A lost or stolen laptop must be reported to the service desk within 24 hours, because access has to be blocked at once.",
  "The office in Rotterdam opens at 7:30 and closes at 19:00. Visitors sign in at the front desk.",
  "Expenses: meals up to €45 per day are refunded. Receipts are handed in within 30 days.",
);

/** Codes of reasons that many documents often share, and the key of the words for them in `knowledge.reason`. */
const NAMES = {
  "ingestion.password": "password",
  "document.duplicate": "duplicate",
  "document.cancelled": "cancelled",
  "ingestion.unsupported": "unsupported",
  "ingestion.no-text": "noText",
  "ingestion.scan": "scan",
  "ingestion.picture": "scan",
  "ingestion.damaged": "damaged",
  "ingestion.too-large": "tooLarge",
} as const;

export type ReasonName = (typeof NAMES)[keyof typeof NAMES];

/** Null for a reason that has only the words of a single document. */
export function reasonName(code: string): ReasonName | null {
  return Object.hasOwn(NAMES, code) ? NAMES[code as keyof typeof NAMES] : null;
}

import { z } from "zod";
import { objectIn, quoteStandsIn } from "@/lib/grounding/model-reply";
import type { ChatMessage } from "@/lib/nodes/_contract/context";
import {
  quotedRule,
  quotePassages,
  type QuotedPassage,
} from "@/lib/nodes/_contract/quoted-passages";

/** Of each kind, for one passage. */
const EACH = 2;
const LONGEST_QUESTION = 300;

/** Asks for questions that a passage answers, and for questions near to it that it doesn't. */
export function suggestionPrompt(passage: QuotedPassage): ChatMessage[] {
  const { fence, passages } = quotePassages("", [passage]);
  const rules = [
    "You write questions that test an assistant which answers from documents.",
    quotedRule(fence),
    `Write ${String(EACH)} questions that the passage answers, as the people who use the assistant would ask them: in their own words, each understandable without the passage, in the passage's language. Copy the words that answer each, character by character.`,
    `Then write ${String(EACH)} questions about the same subject that sound just as likely but that the passage does not answer: about another fact, case, amount, date or person than it names.`,
    'Reply with one JSON object and nothing else: {"answerable": [{"question": "…", "quote": "…"}], "unanswerable": [{"question": "…"}]}',
  ];
  return [
    { role: "system", content: rules.join("\n") },
    { role: "user", content: passages },
  ];
}

export interface Suggestion {
  readonly question: string;
  /** The words of the passage that answer it; null for a question it doesn't answer. */
  readonly quote: string | null;
}

const question = z.string().trim().min(8).max(LONGEST_QUESTION);
const replySchema = z.object({
  answerable: z.array(z.object({ question, quote: z.string() })),
  unanswerable: z.array(z.object({ question })),
});

/**
 * The questions of a reply. One that is said to be answered counts only with a quote that stands in the passage, up to
 * white space and case. Empty for a reply that holds no such object.
 */
export function readSuggestions(
  reply: string,
  { text }: Pick<QuotedPassage, "text">,
): Suggestion[] {
  const parsed = replySchema.safeParse(objectIn(reply));
  if (!parsed.success) return [];
  const isThere = quoteStandsIn(text);
  const answered = parsed.data.answerable.filter(({ quote }) => isThere(quote)).slice(0, EACH);
  const others = parsed.data.unanswerable.slice(0, EACH);
  return [...answered, ...others.map((one) => ({ ...one, quote: null }))];
}

import type { Turn } from "@/lib/graph/values";

/** Fewer words than this can't name what they're about. */
const SHORT = 4;
/** How many earlier questions may be drawn in. */
const MAX_BACK = 2;

/** Beginnings that carry on from what was said before. */
const CARRIES_ON =
  /^(and|but|or|so|also|then|what about|how about|what if|und|aber|oder|was ist mit|wie ist es mit)\b/i;
/** Words that stand for something said before. "IT", the department, isn't one. */
const POINTS_BACK =
  /\b([Ii]t|[Ii]ts|[Tt]hey|[Tt]hem|[Tt]heir|[Tt]heirs|[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er|[Hh]ers)\b/;
/** "this", "that", … on their own, not before the noun they belong to. */
const POINTS_ALONE =
  /\b(this|that|these|those)(?=\s*[?.!,]|\s*$|\s+(?:is|are|was|were|do|does|did|mean|means|apply|applies|include|includes|work|works|cost|costs|take|takes|happen|happens|\w+ed|paid|true|free|possible|mandatory|too|also|as well|one|ones)\b)/i;
/** "Is it possible to …": this "it" stands for nothing. */
const EMPTY_IT =
  /\b(?:is|was|would|will) it (?:be )?(?:possible|allowed|permitted|ok|okay|fine|required|necessary|mandatory|true)\b|\bit (?:is|was|would be) (?:possible|allowed|permitted|ok|okay|fine|required|necessary|mandatory|true)\b/gi;

/**
 * The question in a form that can be searched for without the conversation. "And for part-timers?" becomes
 * "How many days of leave do I get? And for part-timers?": the question before it is put in front of one that's
 * very short, carries on or points back. Anything else stays as it is. Works on words alone, for English and, as far
 * as beginnings go, German.
 */
export function standaloneQuestion(question: string, conversation: readonly Turn[]): string {
  const parts = [question.trim()];
  for (const { question: earlier } of conversation.slice(-MAX_BACK).reverse()) {
    if (!leansOnEarlier(parts[0] ?? "")) break;
    parts.unshift(earlier.trim());
  }
  return parts.filter((part) => part !== "").join(" ");
}

function leansOnEarlier(question: string): boolean {
  const words = question.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length < SHORT || CARRIES_ON.test(question)) return true;
  const meaningful = question.replace(EMPTY_IT, " ");
  return POINTS_BACK.test(meaningful) || POINTS_ALONE.test(meaningful);
}

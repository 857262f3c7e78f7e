import { NO_ANSWER } from "./prompt";

/** Longer replies than this have something to say, whatever they begin with. */
const LONGEST_EXCUSE = 320;

const EXCUSES = [
  /^(?:i'?m |i am )?(?:sorry|unfortunately|afraid)[^.]{0,60}\b(?:can(?:'t|not)|could ?n[o']t|unable|do ?n[o']t|no information)\b/i,
  /\bi (?:do not|don't|cannot|can't|could not|couldn't|am unable to|am not able to) (?:have|find|answer|know|see|determine|provide)\b/i,
  /\b(?:passages?|documents?|context|sources?|text)\b[^.]{0,60}\b(?:do(?:es)? not|do(?:es)?n't|lacks?|contains? no|has no|have no|(?:is|are) no)\b[^.]{0,30}\b(?:contain|mention|include|provide|say|state|specify|cover|answer|information|address)?/i,
  /\b(?:is|are|was|were) (?:not|nowhere) (?:mentioned|stated|specified|covered|given|included|provided|found|contained|addressed) (?:in|by) (?:the|any|these)\b/i,
  /\bthere is no (?:information|mention|answer)\b/i,
];

/** True when a reply only says that it can't answer. `[n]` marks mean it did answer something. */
export function saysNoAnswer(reply: string): boolean {
  const text = reply.trim();
  if (text === "" || text.startsWith(NO_ANSWER)) return true;
  if (text.length > LONGEST_EXCUSE || /\[\d+\]/.test(text)) return false;
  const straight = text.replace(/[’‘]/g, "'");
  return EXCUSES.some((excuse) => excuse.test(straight));
}

/**
 * Holds streamed text back only as long as it may still turn out to be the agreed word for "no answer", so that a
 * refusal is never shown as an answer first. Yields what may be shown.
 */
export class NoAnswerGate {
  private held = "";
  private open = false;

  /** Whether it is clear that the reply is another. */
  get isOpen(): boolean {
    return this.open;
  }

  pass(text: string): string {
    if (this.open) return text;
    this.held += text;
    const begun = this.held.trimStart();
    if (NO_ANSWER.startsWith(begun) || begun.startsWith(NO_ANSWER)) return "";
    this.open = true;
    return this.held;
  }
}

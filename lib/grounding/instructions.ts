import { splitSentences } from "./text/sentences";

/** What gives a sentence away as one that speaks to an assistant, by name for whoever is shown it. */
export type InstructionKind = "override" | "role" | "addressed" | "reply" | "letters" | "leak";

/** `text.slice(start, end)` is a sentence that tells an assistant what to do, rather than a reader what is so. */
export interface Instruction {
  start: number;
  end: number;
  kind: InstructionKind;
}

const ASSISTANT =
  "(?:ai|a\\.i\\.|llms?|large language models?|language models?|(?:ai|virtual|digital) assistants?|chat-?bots?|assistants? reading this|automated (?:\\w+ )?(?:software|systems?|tools?|agents?|readers?)|gpt[\\w.-]*|chatgpt|claude|gemini|copilot)";
const REPLY =
  "(?:(?:whole|entire|final|next|own) )?(?:response|reply|answer|output|summary|message|completion)(?:'s)?";
/** Verbs that change a text; sentences for people about their own reply ("Send your reply to …") use others. */
const SHAPE =
  "(?:modify|change|alter|adapt|enhance|augment|enrich|extend|render|provide|give|deliver|write|rewrite|phrase|format|encode|translate|scramble|jumble|misspell|anagram|begin|start|end|finish|conclude|limit|restrict)";
const PUT =
  "(?:add|append|insert|integrate|incorporate|include|introduce|embed|weave|mention|place|put|use|remove|combine|group|replace|substitute|swap|convert|rearrange|scramble|jumble|misspell|anagram|capitali[sz]e|suggest|tease|hide)";
/** Where an order may begin: at the start of a sentence or clause, after a courtesy or an "in your response,". */
const OPENING =
  "(?:^|[.;:!?>»\"'”]\\s*|,\\s*(?:and |then |please )*|\\b(?:please|kindly|must|should|always|now|then|and|to) )";

const anyOf = (...patterns: readonly string[]) => new RegExp(patterns.join("|"), "iu");

const SIGNS: readonly (readonly [InstructionKind, RegExp])[] = [
  [
    "override",
    anyOf(
      `${OPENING}(?:ignore|disregard|forget|override|bypass|do not follow|don't follow)\\b.{0,40}\\b(?:instructions?|prompts?|guidelines|directions?|directives|rest of (?:this|the) (?:data|text|document|message))`,
      "\\b(?:ignoriere|missachte|vergiss)\\b.{0,40}\\b(?:anweisungen|instruktionen|vorgaben)",
      "\\b(?:ignore[zr]?|oublie[zr]?)\\b.{0,40}\\b(?:instructions|consignes)",
      "\\b(?:ignora|olvida|descarta|dimentica)\\b.{0,40}\\b(?:instrucciones|instruções|istruzioni)",
      "(?:忽略|无视|忘记).{0,12}(?:指令|指示|说明|提示)",
      "(?:無視|忘れ).{0,12}(?:指示|命令)|(?:指示|命令).{0,12}(?:無視|忘れ)",
    ),
  ],
  [
    "role",
    anyOf(
      "<\\/?\\s*(?:system|assistant|instructions?)\\s*>",
      "<\\|[a-z_]+\\|>",
      "\\[\\/?INST\\]",
      "^#{2,}\\s*(?:system|instructions?|assistant)\\s*:",
      `\\byou are (?:now |no longer |a |an |the )*(?:${ASSISTANT}|dan\\b|assistant)`,
      `\\bas an? ${ASSISTANT}\\b.{0,20}\\b(?:you|must|should)`,
    ),
  ],
  [
    "addressed",
    anyOf(
      `\\b(?:note|notice|message|attention|instructions?|important|reminder|warning)\\b.{0,12}\\b(?:to|for)\\b (?:all |any |the |every )*${ASSISTANT}\\b`,
      `\\bif you(?: are|'re) (?:a |an |the )*${ASSISTANT}\\b`,
      `${OPENING}(?:dear |hey |hello )?${ASSISTANT}\\s*[:,]\\s*(?:please|you|ignore|do|don't|always|never)\\b`,
    ),
  ],
  [
    "reply",
    anyOf(
      `${OPENING}${PUT}\\b.{0,160}\\b(?:to|in|into|from|of|within|throughout|at the (?:start|end|beginning) of|with|without) your ${REPLY}`,
      `${OPENING}${SHAPE} your ${REPLY}\\b`,
      `${OPENING}(?:in|within|throughout|at the (?:start|end|beginning) of) your ${REPLY},`,
      `${OPENING}(?:use|misspell|scramble|replace)\\b.{0,80}\\bin your ${REPLY}`,
    ),
  ],
  [
    "letters",
    anyOf(
      `${OPENING}(?:replace|substitute|swap|convert|rearrange|scramble|jumble|shuffle)\\b.{0,24}\\b(?:letters?|vowels?|consonants)\\b`,
    ),
  ],
  [
    "leak",
    anyOf(
      `${OPENING}(?:just |simply |only )?(?:print|repeat|output|reveal|show|return|display)\\b.{0,30}\\b(?:system prompt|your (?:prompt|instructions)|verbatim)`,
      `${OPENING}(?:could|can|would) you (?:please )?repeat <`,
      "!\\[[^\\]]*\\]\\(\\s*https?:\\/\\/[^)\\s]+[?&][^)]*(?:\\{|=\\s*\\)|data|secret|token|chat|history)",
    ),
  ],
];

/** Of what splits into no shorter sentences only the beginning is looked at, so that a text costs no more than its length. */
const LONGEST = 2000;

/**
 * The sentences of a text that speak to an assistant: orders about its answer, attempts to replace its rules, marks
 * of roles, pleas to give away what it was told. By form, not by meaning: tasks put as plain questions or requests
 * ("Write a poem") are not seen, and a handbook about assistants is seen although it means no harm. Use it to show
 * and to be careful, never as the only guard: whatever a document says is data (see the model node's prompt).
 */
export function findInstructions(text: string): Instruction[] {
  return splitSentences(text).flatMap((sentence) => {
    const kind = instructionKind(text.slice(sentence.start, sentence.end));
    return kind === null ? [] : [{ start: sentence.start, end: sentence.end, kind }];
  });
}

/** The same for one sentence; null when it speaks to its readers. */
export function instructionKind(sentence: string): InstructionKind | null {
  const said = sentence.slice(0, LONGEST).replace(/\s+/g, " ");
  return SIGNS.find(([, sign]) => sign.test(said))?.[0] ?? null;
}

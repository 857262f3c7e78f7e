/** A message as the chat API takes it; content is text or parts. */
export interface ChatMessage {
  readonly role: string;
  readonly content: unknown;
}

interface Numbered {
  readonly number: string;
  readonly text: string;
}

const NO_PASSAGES = "I have no passages to answer from.";
const NO_MATCH = "The passages don't say.";

/** "[3] …", "3. …", "(3) …", "Passage 3: …", "Source 3: …" at the start of a line. */
const numberedLine =
  /^\s*(?:\[(\d+)\]|\((\d+)\)|(\d+)[.)]|(?:passage|source)\s+\[?(\d+)\]?:?)\s*(.*)$/i;
const questionLine = /^\s*(?:#+\s*)?question:?\s*(.*)$/i;

/**
 * Plays a model that obeys: finds numbered passages anywhere in the prompt and replies with the sentence that shares
 * most words with the question, followed by its passage's [n]. The question is what follows a "Question" heading,
 * else the last user message without the passages.
 */
export function answerFrom(messages: readonly ChatMessage[]): string {
  const texts = messages.map(({ content }) => textOf(content));
  const passages = texts.flatMap((text) => splitPrompt(text).passages);
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  const question = splitPrompt(texts[lastUser] ?? "").question;
  if (passages.length === 0) return NO_PASSAGES;
  const asked = wordsOf(question);
  const candidates = passages.flatMap(({ number, text }) =>
    sentencesOf(text).map((sentence) => ({
      number,
      sentence,
      overlap: overlapOf(asked, sentence),
    })),
  );
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (winner, next) => (next.overlap > (winner?.overlap ?? 0) ? next : winner),
    null,
  );
  return best ? `${best.sentence} [${best.number}]` : NO_MATCH;
}

export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const parts = content as readonly { text?: unknown }[];
  return parts.map(({ text }) => (typeof text === "string" ? text : "")).join("\n");
}

/** Passages and question between lines of `=`, as the Model node writes them; null for any other prompt. */
function splitFenced(prompt: string): { passages: Numbered[]; question: string } | null {
  const block = /^=+ (?:PASSAGE \[(\d+)\].*|QUESTION)\n([\s\S]*?)\n=+ END.*$/gm;
  const blocks = [...prompt.matchAll(block)].map(([, number, text = ""]) => ({ number, text }));
  if (blocks.length === 0) return null;
  const passages = blocks.flatMap(({ number, text }) => (number ? [{ number, text }] : []));
  return { passages, question: blocks.find(({ number }) => !number)?.text ?? "" };
}

function splitPrompt(prompt: string): { passages: Numbered[]; question: string } {
  const fenced = splitFenced(prompt);
  if (fenced) return fenced;
  const passages: { number: string; text: string }[] = [];
  const rest: string[] = [];
  let afterHeading: string[] | null = null;
  for (const line of prompt.split("\n")) {
    const heading = questionLine.exec(line);
    const start = numberedLine.exec(line);
    const open = passages.at(-1);
    if (heading) afterHeading = [heading[1] ?? ""];
    else if (afterHeading) afterHeading.push(line);
    else if (start) {
      const number = start.slice(1, 5).find((group) => group !== undefined) ?? "";
      passages.push({ number, text: start[5] ?? "" });
    } else if (open) open.text += `\n${line}`;
    else rest.push(line);
  }
  return { passages, question: (afterHeading ?? rest).join(" ").trim() || (rest.at(-1) ?? "") };
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

export function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}

/** Shared words, a long sentence weighing a little less than a short one that says the same. */
function overlapOf(asked: ReadonlySet<string>, sentence: string): number {
  const words = wordsOf(sentence);
  const shared = [...asked].filter((word) => words.has(word)).length;
  return shared / (1 + words.size / 100);
}

import { splitSentences } from "@/lib/grounding";
import { NEGATIONS, STOP_WORDS } from "@/lib/grounding/text/stop-words";
import { tokenize, type Token } from "@/lib/grounding/text/tokens";

/* Statements made from a sentence of a document by rule: some say the same in other words, some something else. */

const MONTHS =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/;
const AUXILIARY =
  /\b(?:is|are|was|were|has|have|had|can|could|will|would|should|must|may|might)\b(?! not\b|n['’]t)/;
const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/\bbegan\b/g, "started"],
  [/\bbegin\b/g, "start"],
  [/\blarge\b/g, "big"],
  [/\bmajor\b/g, "main"],
  [/\bfounded\b/g, "established"],
  [/\bpurchased\b/g, "bought"],
  [/\bapproximately\b/g, "about"],
  [/\bin order to\b/g, "to"],
  [/\bhowever, ?/gi, ""],
  [/\bdue to\b/g, "because of"],
  [/\butili[sz]e(d?)\b/g, "use$1"],
  [/\bcommenced\b/g, "started"],
  [/\bnumerous\b/g, "many"],
  [/\balso /g, ""],
  [/ percent\b/g, "%"],
  [/\bwas not\b/g, "wasn't"],
  [/\bdid not\b/g, "didn't"],
  [/(\d),(\d{3})\b/g, "$1$2"],
];

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
/** Lower case for a first word that is capital only because it came first. */
const lowerFirst = (text: string) => {
  const first = /^[\p{L}'’]+/u.exec(text)?.[0] ?? "";
  return STOP_WORDS.has(first.toLowerCase()) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
};

/** "In 1781, Watt patented it." becomes "Watt patented it in 1781." */
function leadMovedBack(sentence: string): string | null {
  const match =
    /^((?:In|On|At|By|During|After|Before|Since|Until|From|For|With|Under|Among)\b[^,;:()]{2,60}), ([^"“”]{20,}?)([.!])$/u.exec(
      sentence,
    );
  if (!match?.[1] || !match[2]) return null;
  return `${upperFirst(match[2])} ${lowerFirst(match[1])}${match[3] ?? "."}`;
}

const asidesDropped = (sentence: string): string | null => {
  const without = sentence.replace(/ ?\([^()]*\)/g, "").replace(/\[[^\]]{1,20}\]/g, "");
  return without === sentence || without.length < 25 ? null : without;
};

function reworded(sentence: string): string | null {
  const changed = SYNONYMS.reduce((text, [from, to]) => text.replace(from, to), sentence);
  return changed === sentence ? null : upperFirst(changed);
}

/** What stands before the last ", which …" or "; …": a shorter statement that the sentence makes too. */
function endDropped(sentence: string): string | null {
  const at = Math.max(sentence.lastIndexOf("; "), sentence.lastIndexOf(", which "));
  return at < 40 ? null : `${sentence.slice(0, at)}.`;
}

/** A statement made of a question and its answer, for the forms where word order allows it. */
export function statementOf(question: string, answer: string): string | null {
  const asked = question.trim().replace(/\s*\?+$/, "");
  const subject =
    /^(?:who|what|which [\p{L}]+|what [\p{L}]+) (?!do|does|did)(?=(?:is|are|was|were|has|had|can|[\p{L}]+ed|[\p{L}]+s|wrote|led|won|made|became)\b)(.+)$/iu.exec(
      asked,
    );
  if (subject?.[1] && !/^(?:is|are|was|were) /i.test(subject[1]))
    return `${upperFirst(answer)} ${subject[1]}.`;
  const when =
    /^(?:when|in what year|in which year|where|what year) (was|were|is|are) (.+?) ((?:[\p{L}]+ed|born|built|founded|made|held|written|found|located|signed)\b.*)$/iu.exec(
      asked,
    );
  if (!when?.[1] || !when[2]) return null;
  const place = /^(?:in|on|at|by|during|from|near|since|after)\b/i.test(answer)
    ? answer
    : `in ${answer}`;
  return `${upperFirst(when[2])} ${when[1].toLowerCase()} ${when[3] ?? ""} ${place}.`;
}

/** The sentence with the document's subject in the place of the pronoun it begins with. */
function pronounResolved(sentence: string, title: string): string | null {
  const isName = /^\p{Lu}/u.test(title);
  return isName && /^(?:It|He|She|They) /.test(sentence)
    ? sentence.replace(/^\p{L}+/u, title)
    : null;
}

/** Two sentences that follow one another, as one. */
function joined(sentence: string, next: string | null): string | null {
  if (next === null || !/\w\.$/.test(sentence) || sentence.length + next.length > 300) return null;
  return `${sentence.slice(0, -1)}, and ${lowerFirst(next)}`;
}

/** Statements the sentence makes, by the name of what was changed. */
export function rightStatements(
  sentence: string,
  { title, next }: { title: string; next: string | null },
): [string, string][] {
  const made: [string, string | null][] = [
    ["verbatim", sentence],
    ["lead moved", leadMovedBack(sentence)],
    ["asides dropped", asidesDropped(sentence)],
    ["reworded", reworded(sentence)],
    ["end dropped", endDropped(sentence)],
    ["pronoun resolved", pronounResolved(sentence, title)],
    ["two joined", joined(sentence, next)],
  ];
  return made.filter((entry): entry is [string, string] => entry[1] !== null);
}

interface Stretch {
  start: number;
  end: number;
  text: string;
}

/** Names of a text: runs of capital words, the first word of a sentence only within a longer run. */
export function namesOf(text: string): Stretch[] {
  const starts = new Set(splitSentences(text).map(({ start }) => start));
  const names: Stretch[] = [];
  let run: Token[] = [];
  const close = () => {
    const [first, second] = run;
    const from = first && starts.has(first.start) && !second ? undefined : first;
    const to = run.at(-1);
    if (from && to && !MONTHS.test(text.slice(from.start, to.end)))
      names.push({ start: from.start, end: to.end, text: text.slice(from.start, to.end) });
    run = [];
  };
  for (const token of tokenize(text)) {
    const previous = run.at(-1);
    const isName = token.kind === "word" && token.capital && !STOP_WORDS.has(token.lower);
    if (!isName || (previous && text.slice(previous.end, token.start) !== " ")) close();
    if (isName) run.push(token);
  }
  close();
  return names;
}

/** Numbers written in digits, dates and years included. */
export const numbersOf = (text: string): Stretch[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}.,])\p{Nd}+(?:[.,]\p{Nd}+)*(?![\p{L}\p{N}])/gu)].map(
    (match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }),
  );

/** `sentence` with one of its stretches replaced by one of `others` that it doesn't contain; null without either. */
export function swapped(
  sentence: string,
  own: readonly Stretch[],
  { others, pick }: { others: readonly string[]; pick: number },
): string | null {
  const target = own[pick % Math.max(1, own.length)];
  if (!target) return null;
  const words = (text: string) => tokenize(text).map(({ term }) => term);
  const held = new Set(words(sentence));
  const fitting = others.filter((other) => words(other).every((word) => !held.has(word)));
  const other = fitting[pick % Math.max(1, fitting.length)];
  if (other === undefined) return null;
  return sentence.slice(0, target.start) + other + sentence.slice(target.end);
}

/** Two names or two numbers of one sentence in each other's place; null when it names only one. */
export function exchanged(sentence: string, own: readonly Stretch[]): string | null {
  const first = own[0];
  const last = own.findLast(({ text }) => text !== first?.text);
  if (!first || !last || last.start < first.end) return null;
  // "A and B" says the same as "B and A".
  const between = sentence.slice(first.end, last.start);
  const words = tokenize(between).filter(({ lower }) => !STOP_WORDS.has(lower));
  if (words.length < 3 || own.length > 2) return null;
  return (
    sentence.slice(0, first.start) + last.text + between + first.text + sentence.slice(last.end)
  );
}

/** The opposite: a "not" put in, or taken out. */
export function denied(sentence: string): string | null {
  if (/ not\b(?! only)/.test(sentence)) return sentence.replace(/ not\b(?! only)/, "");
  if (tokenize(sentence).some(({ lower }) => NEGATIONS.has(lower)) || /n['’]t\b/.test(sentence))
    return null;
  const at = AUXILIARY.exec(sentence);
  return at ? sentence.replace(AUXILIARY, `${at[0]} not`) : null;
}

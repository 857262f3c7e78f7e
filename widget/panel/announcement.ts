import { fill, type Words } from "../words/words";
import { problemText } from "./problem-note";
import type { Turn } from "./turn";

/**
 * What a screen reader is told of an answer: that it is being made, then all of it at once. Word by word would be read
 * over itself. What was said before the page was loaded is silent.
 */
export function announcementOf(turn: Turn | undefined, words: Words): string {
  if (!turn?.live) return "";
  if (!turn.connected) return words.reconnecting;
  switch (turn.state) {
    case "waiting":
      return turn.working ? words.working[turn.working] : words.thinking;
    case "answered":
      return spoken(turn, words);
    case "failed":
      return turn.problem ? problemText(turn.problem, words) : "";
    case "stopped":
      return words.stopped;
  }
}

/** Without the marks of Markdown, and with sources by name. */
function spoken({ answer, text }: Turn, words: Words): string {
  const names = new Map(answer?.citations.map((one) => [String(one.number), one.documentName]));
  return text
    .replace(/\[(\d{1,3})\]/g, (whole, number: string) => {
      const name = names.get(number);
      return name === undefined ? whole : ` (${fill(words.citation, { number, name })})`;
    })
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`#>|~]+/g, "");
}

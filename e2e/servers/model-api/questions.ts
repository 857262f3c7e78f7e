import { textOf, type ChatMessage } from "./answer";

/**
 * Plays a model that was asked for test questions about a passage: one about its first sentence, quoted; one with a quote
 * that stands nowhere, as models make them up; and one that the passage doesn't answer. Null for any other prompt.
 */
export function questionsFrom(messages: readonly ChatMessage[]): string | null {
  const [system = "", user = ""] = messages.map(({ content }) => textOf(content));
  if (!system.includes('"unanswerable"')) return null;
  const passage = /^=+ PASSAGE \[1\].*\n([\s\S]*?)\n=+ END/m.exec(user)?.[1] ?? "";
  const quote = /[^.!?\n]{12,}[.!?]/.exec(passage)?.[0].trim() ?? "";
  const subject = quote.split(/\s+/).slice(0, 4).join(" ");
  const reply = {
    answerable: [
      { question: `What is said of “${subject}”?`, quote },
      { question: `Which colour has “${subject}”?`, quote: "It is as blue as a clear sky." },
    ],
    unanswerable: [{ question: `Who invented “${subject}”?` }],
  };
  return `Here they are:\n${JSON.stringify(reply)}`;
}

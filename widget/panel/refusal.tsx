/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import type { VisitorAnswer } from "@/lib/publication/protocol";
import { fill } from "../words/words";
import { useWords } from "./context";
import { Icon } from "./icons";

/** The documents don't have it: said calmly, with what can be done instead. */
export function Refusal({
  answer,
  onAsk,
  children,
}: {
  readonly answer: VisitorAnswer;
  readonly onAsk: ((question: string) => void) | null;
  /** What else can be done. */
  readonly children?: ComponentChildren;
}) {
  const words = useWords();
  const { text, instead, general, handOver } = answer;
  return (
    <div class="refusal" role="group" aria-label={words.refused}>
      <p class="lines">{text}</p>
      {general !== null && (
        <div class="general" role="group" aria-label={words.general}>
          <p class="label">{words.general}</p>
          <p class="lines">{general}</p>
        </div>
      )}
      {instead.length > 0 && onAsk && (
        <div class="instead">
          <p class="label">{words.instead}</p>
          <ul>
            {instead.map((subject) => (
              <li key={subject}>
                <button
                  type="button"
                  class="suggestion"
                  onClick={() => {
                    onAsk(fill(words.askAbout, { subject }));
                  }}
                >
                  {subject}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {handOver && isAddress(handOver.href) && (
        <a class="button" href={handOver.href} target="_blank" rel="noopener noreferrer">
          <Icon name="person" />
          {handOver.label}
        </a>
      )}
      {children}
    </div>
  );
}

function isAddress(href: string): boolean {
  return /^(https:\/\/|mailto:)/i.test(href);
}

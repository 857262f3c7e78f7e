/** @jsxImportSource preact */
import { useMemo } from "preact/hooks";
import type { VisitorCitation } from "@/lib/publication/protocol";
import { fill } from "../words/words";
import { useWords } from "./context";
import { renderMarkdown } from "./markdown";
import type { Turn } from "./turn";

interface AnswerTextProps {
  readonly turn: Turn;
  readonly onOpen: (citation: VisitorCitation, from: HTMLElement) => void;
}

/** The words so far, or the whole answer with its citations to be opened. */
export function AnswerText({ turn, onOpen }: AnswerTextProps) {
  const words = useWords();
  const { text, answer } = turn;
  const content = useMemo(() => {
    const known = new Map(answer?.citations.map((citation) => [citation.number, citation]));
    return renderMarkdown(text, {
      unsupported: answer?.unsupported ?? [],
      numbers: answer ? new Set(known.keys()) : null,
      citation: (number) => {
        const citation = known.get(number);
        // As large as the button that it becomes: nothing moves when the answer is complete.
        if (!citation) return <span class="chip">{number}</span>;
        return (
          <button
            type="button"
            class="chip"
            data-citation={number}
            title={citation.quote}
            aria-label={fill(words.citation, { number, name: citation.documentName })}
            onClick={(event) => {
              onOpen(citation, event.currentTarget);
            }}
          >
            {number}
          </button>
        );
      },
      withoutSupport: (part) => (
        <span class="unsupported" title={words.unsupported}>
          {part}
          <span class="sr"> ({words.unsupported})</span>
        </span>
      ),
    });
  }, [text, answer, words, onOpen]);
  return <div class="text">{content}</div>;
}

/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { VisitorCitation } from "@/lib/publication/protocol";
import { fill } from "../words/words";
import { useWords } from "./context";

/** More than these are folded away. */
const SHOWN = 3;

/** What an answer rests on, each to be opened. */
export function Sources({
  citations,
  onOpen,
}: {
  readonly citations: readonly VisitorCitation[];
  readonly onOpen: (citation: VisitorCitation, from: HTMLElement) => void;
}) {
  const words = useWords();
  const [all, setAll] = useState(false);
  const unique = [...new Map(citations.map((one) => [one.number, one])).values()];
  if (unique.length === 0) return null;
  const shown = all || unique.length === SHOWN + 1 ? unique : unique.slice(0, SHOWN);
  return (
    <div class="sources" role="group" aria-label={words.sources}>
      <ol>
        {shown.map((citation) => (
          <li key={citation.number}>
            <button
              type="button"
              data-source={citation.number}
              onClick={(event) => {
                onOpen(citation, event.currentTarget);
              }}
            >
              <span class="number">{citation.number}</span>
              <span class="name">{citation.documentName}</span>
              {citation.page !== null && (
                <span class="page">{fill(words.page, { page: citation.page })}</span>
              )}
            </button>
          </li>
        ))}
      </ol>
      {shown.length < unique.length && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setAll(true);
          }}
        >
          {fill(words.moreSources, { count: unique.length - shown.length })}
        </button>
      )}
    </div>
  );
}

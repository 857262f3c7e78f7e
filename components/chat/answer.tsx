"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { CorrectionMark } from "@/components/source-viewer/correction-mark";
import type { RunState } from "@/lib/graph/run-state";
import type { Citation } from "@/lib/graph/values";
import { CitationChip, pageOf } from "./citation-chip";
import { answerParts, type Span } from "./citation-marks";
import { Unsupported } from "./unsupported";

interface AnswerProps {
  readonly run: RunState;
  readonly onOpen: (citation: Citation) => void;
}

const MarkdownAnswer = dynamic(async () => (await import("./markdown-answer")).MarkdownAnswer, {
  ssr: false,
});

/** Marks that formatting would change; without them the text is shown as it is and nothing more is loaded. */
const FORMATTED = /[*_`#>|~]|^\s*(?:[-+]|\d+\.)\s|https?:|\n/m;

/** The text as written so far with its citation chips, and the sources below. */
export function Answer({ run, onOpen }: AnswerProps) {
  const { answerText: text, citations, unsupported } = run;
  const shown = { text, unsupported, citations, onOpen };
  return (
    <div className="space-y-3 text-sm break-words">
      {FORMATTED.test(text) ? <MarkdownAnswer {...shown} /> : <PlainAnswer {...shown} />}
      {citations.length > 0 && <Sources citations={citations} onOpen={onOpen} />}
    </div>
  );
}

interface CitedProps {
  readonly citations: readonly Citation[];
  readonly onOpen: (citation: Citation) => void;
}

function PlainAnswer({
  text,
  unsupported,
  citations,
  onOpen,
}: CitedProps & { text: string; unsupported: readonly Span[] }) {
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  return (
    <p className="whitespace-pre-wrap">
      {answerParts(text, { numbers: new Set(byNumber.keys()), unsupported }).map((part, index) => {
        if (part.kind === "text") {
          return part.unsupported ? <Unsupported key={index}>{part.text}</Unsupported> : part.text;
        }
        const citation = byNumber.get(part.number);
        return citation && <CitationChip key={index} citation={citation} onOpen={onOpen} />;
      })}
    </p>
  );
}

function Sources({ citations, onOpen }: CitedProps) {
  const t = useTranslations("chat");
  const unique = [...new Map(citations.map((one) => [one.number, one])).values()];
  return (
    // A group, not a landmark: a conversation has many.
    <div role="group" aria-label={t("sources")} className="border-t pt-2">
      <ol className="space-y-0.5">
        {unique.map((citation) => (
          <li key={citation.number}>
            <button
              type="button"
              data-source={citation.number}
              title={t("openSource", { name: citation.documentName })}
              onClick={() => onOpen(citation)}
              className="flex w-full gap-2 rounded-control px-1.5 py-1 text-left text-xs hover:bg-raised"
            >
              <span className="font-medium text-accent-ink tabular-nums">{citation.number}</span>
              <span className="min-w-0">
                <span className="block truncate font-medium">
                  {t("source", { name: citation.documentName, page: pageOf(citation) })}
                </span>
                {citation.correction && <CorrectionMark correction={citation.correction} />}
                <span className="line-clamp-2 text-ink-2">{citation.quote}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

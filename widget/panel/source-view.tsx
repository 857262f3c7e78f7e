/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SourceExcerpt, VisitorCitation, VisitorProblem } from "@/lib/publication/protocol";
import type { Session } from "../client/session";
import { fill } from "../words/words";
import { useWords } from "./context";
import { problemOf } from "./conversation";
import { Icon } from "./icons";
import { ProblemNote } from "./problem-note";

interface SourceViewProps {
  readonly session: Session;
  readonly runId: string;
  readonly citation: VisitorCitation;
  /** Whether it covers a page of its own, and so has the page's heading. */
  readonly alone: boolean;
  readonly onClose: () => void;
}

/** A quote in its surroundings, as it stands in the document. */
export function SourceView({ session, runId, citation, alone, onClose }: SourceViewProps) {
  const words = useWords();
  const Title = alone ? "h1" : "h2";
  const { excerpt, problem, load } = useExcerpt(session, runId, citation.number);
  const back = useRef<HTMLButtonElement>(null);
  const quote = useRef<HTMLElement>(null);
  useEffect(() => {
    back.current?.focus();
  }, [citation]);
  useEffect(() => {
    quote.current?.scrollIntoView({ block: "center" });
  }, [excerpt]);
  const { documentName, page } = citation;
  return (
    <section class="source-view" aria-label={`${words.source}: ${documentName}`}>
      <header>
        <button
          ref={back}
          type="button"
          class="icon-button"
          aria-label={words.back}
          title={words.back}
          onClick={onClose}
        >
          <Icon name="back" />
        </button>
        <div class="heading">
          <Title>{documentName}</Title>
          <p>
            {[page !== null && fill(words.page, { page }), ...(excerpt?.headings ?? [])]
              .filter(Boolean)
              .join(" › ")}
          </p>
        </div>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard */}
      <div class="excerpt lines" tabIndex={0} role="group" aria-label={documentName}>
        {excerpt?.before}
        <mark ref={quote}>
          <span class="sr">{words.quoteBegins}: </span>
          {excerpt?.quote ?? citation.quote}
          <span class="sr"> ({words.quoteEnds}) </span>
        </mark>
        {excerpt?.after}
        {problem && <ProblemNote problem={problem} onRetry={load} />}
      </div>
      {excerpt?.href && /^https:\/\//i.test(excerpt.href) && (
        <footer>
          <a class="button outline" href={excerpt.href} target="_blank" rel="noopener noreferrer">
            <Icon name="outside" />
            {words.openDocument}
          </a>
        </footer>
      )}
    </section>
  );
}

function useExcerpt(session: Session, runId: string, number: number) {
  const [excerpt, setExcerpt] = useState<SourceExcerpt | null>(null);
  const [problem, setProblem] = useState<VisitorProblem | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    setExcerpt(null);
    setProblem(null);
    const path = `runs/${encodeURIComponent(runId)}/citations/${String(number)}`;
    session
      .call(path, { signal: gone.signal })
      .then(async (response) => {
        setExcerpt((await response.json()) as SourceExcerpt);
      })
      .catch((error: unknown) => {
        if (!gone.signal.aborted) setProblem(problemOf(error));
      });
    return () => {
      gone.abort();
    };
  }, [session, runId, number, attempt]);
  return {
    excerpt,
    problem,
    load: () => {
      setAttempt(attempt + 1);
    },
  };
}

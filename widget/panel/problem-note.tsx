/** @jsxImportSource preact */
import type { VisitorProblem } from "@/lib/publication/protocol";
import { fill, type Words } from "../words/words";
import { useWords } from "./context";
import { Icon } from "./icons";

/** What happened and what to do, in the visitor's language where the code is known. */
export function problemText(problem: VisitorProblem, words: Words): string {
  const known = (words.problems as Partial<Record<string, string>>)[problem.code];
  // Why a file or an input was refused, the server says better.
  const exact = problem.code === "file-refused" || problem.code === "bad-input";
  const text = (exact && problem.message) || (known ?? problem.message);
  const seconds = Math.ceil((problem.retryAfterMs ?? 0) / 1000);
  return seconds > 0 ? `${text} ${fill(words.tryInSeconds, { seconds })}` : text;
}

export function ProblemNote({
  problem,
  onRetry,
}: {
  readonly problem: VisitorProblem;
  readonly onRetry: (() => void) | null;
}) {
  const words = useWords();
  return (
    <div class="problem-note">
      <p>{problemText(problem, words)}</p>
      {onRetry && <RetryButton onRetry={onRetry} />}
    </div>
  );
}

export function RetryButton({ onRetry }: { readonly onRetry: () => void }) {
  const words = useWords();
  return (
    <button type="button" class="button outline" onClick={onRetry}>
      <Icon name="again" />
      {words.retry}
    </button>
  );
}

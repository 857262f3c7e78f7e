"use client";

import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Spinner } from "@/components/ui/spinner";
import type { RunState } from "@/lib/graph/run-state";
import type { Citation, Passage } from "@/lib/graph/values";
import { Answer } from "./answer";
import { isOver, type Turn } from "./conversation";
import { FilesUsed } from "./files-used";
import { RefusalCard } from "./refusal-card";

export interface TurnViewProps {
  readonly turn: Turn;
  readonly onOpen: (source: Citation | Passage) => void;
  /** Asks the same again; absent where nothing can be asked. */
  readonly onRetry?: () => void;
  /** Asks another question. */
  readonly onAsk?: (question: string) => void;
  /** Below the answer, such as a way to its steps. */
  readonly footer?: ReactNode;
  /** More that can be done about a failed run. */
  readonly failureActions?: (run: RunState) => ReactNode;
}

/** A question with its answer, refusal or failure. */
export function TurnView({ turn, footer, ...actions }: TurnViewProps) {
  const t = useTranslations("chat");
  return (
    <article aria-label={turn.question} data-turn={turn.run.status} className="space-y-2.5">
      <div className="flex justify-end">
        <p className="max-w-[85%] rounded-card bg-raised px-3 py-2 text-sm break-words whitespace-pre-wrap">
          <span className="sr-only">{t("you")}: </span>
          {turn.question}
        </p>
      </div>
      {turn.error !== null ? (
        <ErrorNotice error={turn.error} onRetry={actions.onRetry} />
      ) : (
        <Outcome run={turn.run} {...actions} />
      )}
      {footer}
    </article>
  );
}

type OutcomeProps = Omit<TurnViewProps, "turn" | "footer"> & { readonly run: RunState };

function Outcome({ run, onOpen, onRetry, onAsk, failureActions }: OutcomeProps) {
  const t = useTranslations("chat");
  if (run.output?.withdrawn) return <p className="text-sm text-ink-2">{t("files.withdrawn")}</p>;
  if (run.output?.outcome === "refused") {
    return (
      <>
        <RefusalCard message={run.output} verdict={run.verdict} onOpen={onOpen} onAsk={onAsk} />
        <FilesUsed files={run.files} />
      </>
    );
  }
  return (
    <>
      {run.answerText !== "" && <Answer run={run} onOpen={onOpen} />}
      {isOver(run) && <FilesUsed files={run.files} />}
      {!isOver(run) && <Progress run={run} />}
      {run.status === "cancelled" && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {t("stopped")}
          {onRetry && (
            <Button size="sm" onClick={onRetry}>
              <RotateCcw aria-hidden className="size-3.5" /> {t("retry")}
            </Button>
          )}
        </p>
      )}
      {run.error && (
        <ErrorNotice error={run.error} onRetry={onRetry} actions={failureActions?.(run)} />
      )}
    </>
  );
}

function Progress({ run }: { run: RunState }) {
  const t = useTranslations("chat");
  const list = useFormatter();
  const reading = run.reading.length > 0;
  const text =
    run.status === "waiting" ? "waiting" : run.answerText === "" ? "thinking" : "writing";
  return (
    <p className="flex items-center gap-2 text-sm text-ink-2">
      <Spinner className="size-3.5" />{" "}
      {reading ? t("files.reading", { names: list.list([...run.reading]) }) : t(text)}
    </p>
  );
}

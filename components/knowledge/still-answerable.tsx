"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";

export type StillAnswerable = RouterOutputs["document"]["stillAnswerable"][number];

export interface StillAnswerableSheetProps {
  documentId: string;
  /** Null where it isn't known (yet). */
  name: string | null;
  onClose: () => void;
}

/** Asks again what was answered from a document that is gone, and shows what became of each question. */
export function StillAnswerableSheet({ documentId, name, onClose }: StillAnswerableSheetProps) {
  const t = useTranslations("stores.still");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const asked = useQuery(
    trpc.document.stillAnswerable.queryOptions(
      { workspace, id: documentId },
      { retry: false, gcTime: 0 },
    ),
  );
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("title", { name: name ?? t("unnamed") })}
      description={t("help")}
      footer={
        <Button busy={asked.isFetching} onClick={() => void asked.refetch()}>
          <RotateCw aria-hidden className="size-4" />
          {t("again")}
        </Button>
      }
    >
      {asked.isPending && (
        <div role="status">
          <p className="text-ink-2">{t("asking")}</p>
          <Skeleton className="mt-3 h-40 w-full rounded-card" />
        </div>
      )}
      {asked.error && <ErrorNotice error={asked.error} />}
      {asked.data && <AskedAgain questions={asked.data} />}
    </Sheet>
  );
}

export function AskedAgain({ questions }: { questions: readonly StillAnswerable[] }) {
  const t = useTranslations("stores.still");
  if (questions.length === 0) return <p className="text-pretty text-ink-2">{t("none")}</p>;
  const count = (answerable: boolean) =>
    questions.filter((question) => question.answerable === answerable).length;
  return (
    <>
      <p role="status" className="text-pretty">
        {t("summary", { count: questions.length })} {t("refusedCount", { count: count(false) })}
        {"; "}
        {t("answeredCount", { count: count(true) })}.
      </p>
      <ul className="mt-3 space-y-2">
        {questions.map((question) => (
          <Question key={question.question} question={question} />
        ))}
      </ul>
    </>
  );
}

const LINK = "rounded-control text-accent-ink underline underline-offset-4";

function Question({ question }: { question: StillAnswerable }) {
  const t = useTranslations("stores.still");
  const { slug } = useWorkspace();
  const { answerable, score, threshold, from, workflowId, workflowName } = question;
  return (
    <li className="rounded-card border px-3.5 py-3">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0 font-medium break-words">{question.question}</p>
        <Outcome answerable={answerable} />
      </div>
      {from.length > 0 && (
        <p className="mt-1.5 text-sm break-words">
          {t("from")}{" "}
          {from.map(({ documentId, documentName }, index) => (
            <span key={documentId}>
              {index > 0 && ", "}
              <Link href={`/${slug}/knowledge/documents/${documentId}`} className={LINK}>
                {documentName}
              </Link>
            </span>
          ))}
        </p>
      )}
      <p className="mt-1.5 text-xs break-words text-ink-2 tabular-nums">
        {score !== null && threshold !== null
          ? t("sure", { percent: Math.round(score * 100), threshold: Math.round(threshold * 100) })
          : t("unknownHelp")}
        {" · "}
        <Link
          href={`/${slug}/workflows/${workflowId}`}
          className="rounded-control underline-offset-4 hover:underline"
        >
          {t("asked", { workflow: workflowName })}
        </Link>
      </p>
    </li>
  );
}

function Outcome({ answerable }: { answerable: boolean | null }) {
  const t = useTranslations("stores.still");
  if (answerable === null) return <Badge>{t("unknown")}</Badge>;
  return answerable ? (
    <Badge tone="accent">{t("answered")}</Badge>
  ) : (
    <Badge tone="refuse">{t("refused")}</Badge>
  );
}

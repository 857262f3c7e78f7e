"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";
import { FIRST, type Arrangement } from "./arrange-documents";
import { PasswordDialog } from "./password-dialog";
import { reasonName } from "./reason-name";
import { useBulk } from "./use-bulk";
import type { DocumentsOverview } from "./use-documents";
import { useSelection } from "./use-selection";

type Reason = DocumentsOverview["reasons"][number];

export interface ImportReasonsProps {
  sourceId: string | undefined;
  reasons: readonly Reason[];
  onShow: (part: Partial<Arrangement>) => void;
}

/** Why documents failed or were skipped, one line for each reason, with what to do about all of them at once. */
export function ImportReasons({ sourceId, reasons, onShow }: ImportReasonsProps) {
  const t = useTranslations("knowledge.overview");
  const count = reasons.reduce((sum, reason) => sum + reason.count, 0);
  return (
    <details className="group border-t first:border-t-0">
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-card px-4 font-medium hover:bg-raised">
        <ChevronRight
          aria-hidden
          className="size-4 text-ink-3 transition-transform group-open:rotate-90"
        />
        {t("attention", { count })}
      </summary>
      <ul className="border-t">
        {reasons.map((reason) => (
          <ReasonLine
            key={`${reason.state} ${reason.code}`}
            sourceId={sourceId}
            reason={reason}
            onShow={onShow}
          />
        ))}
      </ul>
    </details>
  );
}

interface ReasonLineProps extends Pick<ImportReasonsProps, "sourceId" | "onShow"> {
  reason: Reason;
}

function ReasonLine({ sourceId, reason, onShow }: ReasonLineProps) {
  const t = useTranslations("knowledge");
  const canEdit = useCan("knowledge.edit");
  const { what, next } = useReasonText(reason);
  const bulk = useBulk();
  const [asking, setAsking] = useState(false);
  const filter = { states: [reason.state], reason: reason.code };
  const { allIds } = useSelection({ sourceId, arrangement: { ...FIRST, ...filter } });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2 last:border-b-0">
      <div className="min-w-48 grow basis-0">
        <p className="break-words">{what}</p>
        {next && <p className="text-xs text-pretty break-words text-ink-2">{next}</p>}
      </div>
      <div className="flex flex-wrap gap-1">
        <Button
          size="sm"
          variant="ghost"
          aria-label={t("overview.showOf", { reason: what })}
          onClick={() => onShow(filter)}
        >
          {t("overview.show")}
        </Button>
        {canEdit && (
          <Remedy
            reason={reason}
            what={what}
            busy={bulk.progress !== null}
            onPassword={() => setAsking(true)}
            onRecognize={() => void allIds().then(bulk.recognize)}
            onRetry={() => void allIds().then(bulk.retry)}
          />
        )}
      </div>
      {asking && (
        <PasswordDialog
          count={reason.count}
          onClose={() => setAsking(false)}
          onSubmit={(password) => {
            setAsking(false);
            void allIds().then((ids) => bulk.unlock(ids, password));
          }}
        />
      )}
    </li>
  );
}

interface RemedyProps {
  reason: Reason;
  /** The reason in words. */
  what: string;
  busy: boolean;
  onPassword: () => void;
  onRecognize: () => void;
  onRetry: () => void;
}

/** The button for what helps most against the reason. */
function Remedy({ reason, what, busy, onPassword, onRecognize, onRetry }: RemedyProps) {
  const t = useTranslations("knowledge");
  if (reason.code === "ingestion.password") {
    return (
      <Button size="sm" busy={busy} onClick={onPassword}>
        {t("bulk.password")}
      </Button>
    );
  }
  const picture = reasonName(reason.code) === "scan";
  return (
    <Button
      size="sm"
      busy={busy}
      aria-label={t(picture ? "overview.recognizeOf" : "overview.retryOf", { reason: what })}
      onClick={picture ? onRecognize : onRetry}
    >
      {t(picture ? "overview.recognize" : "bulk.retry")}
    </Button>
  );
}

/** Says it of all of them; where there are no such words, those of one of them with the number in front. */
function useReasonText({ code, count, example }: Reason): { what: string; next: string } {
  const t = useTranslations("knowledge.reason");
  const format = useErrorFormatter();
  const name = reasonName(code);
  if (name) return { what: t(name, { count }), next: t(`help.${name}`) };
  const { what, next } = format(example);
  return { what: t("other", { count, what }), next };
}

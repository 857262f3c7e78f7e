"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import type { AboutDocument } from "./about/about-document";

/** What one has to know before reading on: an older version, a failure, corrections that hold no longer. */
export function DocumentNotes({
  document,
  shown,
  lost,
  onShowLost,
}: {
  document: AboutDocument;
  /** Number of the version that is shown, when it isn't the one that answers. */
  shown: number | null;
  lost: number;
  onShowLost: () => void;
}) {
  const t = useTranslations("documentPage");
  const { slug } = useWorkspace();
  const failed = document.error !== null && document.state !== "waiting";
  if (shown === null && lost === 0 && !failed) return null;
  return (
    <div className="space-y-2 px-4 pb-3 sm:px-6">
      {failed && <Failed document={document} />}
      {shown !== null && (
        <Note>
          {t("older", { number: shown })}{" "}
          <Link
            href={`/${slug}/knowledge/documents/${document.id}`}
            className="underline underline-offset-4"
          >
            {t("showPresent")}
          </Link>
        </Note>
      )}
      {lost > 0 && (
        <Note>
          {t("lost", { count: lost })}{" "}
          <Button variant="link" className="text-refuse-ink underline" onClick={onShowLost}>
            {t("showLost")}
          </Button>
        </Note>
      )}
    </div>
  );
}

function Failed({ document }: { document: AboutDocument }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onError = useErrorToast();
  const canEdit = useCan("knowledge.edit");
  const { slug: workspace } = useWorkspace();
  const retry = useMutation(
    trpc.document.retry.mutationOptions({
      onError,
      onSettled: () => queryClient.invalidateQueries(trpc.document.pathFilter()),
    }),
  );
  const again = canEdit && !retry.isPending;
  return (
    <ErrorNotice
      error={document.error}
      onRetry={again ? () => retry.mutate({ workspace, ids: [document.id] }) : undefined}
    />
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-card bg-refuse-soft px-3.5 py-2.5 text-sm text-refuse-ink">{children}</p>
  );
}

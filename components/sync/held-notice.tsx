"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useTRPC } from "@/lib/trpc/client";

/** So many removals at once that somebody has to agree. */
export function HeldNotice({ sourceId, held }: { sourceId: string; held: number }) {
  const t = useTranslations("connections.sync.held");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const agree = useMutation(
    trpc.sync.start.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.sync.pathFilter()),
    }),
  );
  return (
    <section role="alert" className="flex gap-3 rounded-card bg-refuse-soft px-3.5 py-3 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-refuse-ink" />
      <div className="min-w-0 space-y-2">
        <p className="font-medium">{t("title", { count: held })}</p>
        <p className="text-pretty text-ink-2">{t("body")}</p>
        <Button
          size="sm"
          variant="danger"
          busy={agree.isPending}
          onClick={() => agree.mutate({ workspace, id: sourceId, confirmed: true })}
        >
          {t("action")}
        </Button>
        {agree.error && <ErrorNotice error={agree.error} />}
      </div>
    </section>
  );
}

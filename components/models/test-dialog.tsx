"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPCClient } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";
import { Found } from "./connection-tested";

/** Tries a connection when it opens: the models it reaches, or what is wrong. */
export function TestDialog({
  connection: { id, name },
  onClose,
}: {
  connection: ConnectionSummary;
  onClose: () => void;
}) {
  const t = useTranslations("models");
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const test = useQuery({
    queryKey: ["connection-test", workspace, id],
    queryFn: ({ signal }) => client.connection.test.mutate({ workspace, id }, { signal }),
    retry: false,
    gcTime: 0,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("testTitle", { name })} size="lg">
      {test.isFetching && (
        <div className="space-y-2">
          <p className="text-ink-2" role="status">
            {t("testing", { name })}
          </p>
          <Skeleton className="h-40 w-full rounded-card" />
        </div>
      )}
      {!test.isFetching && test.error && (
        <ErrorNotice error={test.error} onRetry={() => void test.refetch()} />
      )}
      {!test.isFetching && test.data && (
        <div className="space-y-4">
          <Found tested={test.data} />
        </div>
      )}
    </Dialog>
  );
}

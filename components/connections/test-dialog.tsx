"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import { Checks } from "./checks";
import type { SourceConnection } from "./connection-table";

/** Tries a connection when it opens, and says what is missing. */
export function TestDialog({
  connection: { id, name, type },
  onClose,
}: {
  connection: SourceConnection;
  onClose: () => void;
}) {
  const t = useTranslations("connections");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const test = useQuery({
    queryKey: ["source-connection-test", workspace, id],
    queryFn: async ({ signal }) => {
      const tested = await client.sourceConnection.test.mutate({ workspace, id }, { signal });
      await queryClient.invalidateQueries(trpc.sourceConnection.list.pathFilter());
      return tested;
    },
    retry: false,
    gcTime: 0,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("testTitle", { name })}>
      {test.isFetching && (
        <div className="space-y-2">
          <p className="text-ink-2" role="status">
            {t("testing", { name })}
          </p>
          <Skeleton className="h-20 w-full rounded-card" />
        </div>
      )}
      {!test.isFetching && test.error && (
        <ErrorNotice error={test.error} onRetry={() => void test.refetch()} />
      )}
      {!test.isFetching && test.data && <Checks type={type} tested={test.data} />}
    </Dialog>
  );
}

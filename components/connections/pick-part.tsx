"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { connectorCatalog, isConnectorType } from "@/lib/connectors/catalog";
import { MessagesScope } from "@/lib/i18n/provider";
import { connectionsMessages } from "@/lib/i18n/scopes/connections";
import { useTRPC } from "@/lib/trpc/client";
import { AddSourceDialog } from "./add-source-dialog";

export interface PickPartProps {
  /** The type of connector. */
  type: string;
  onClose: () => void;
  onAdded: (sourceId: string) => void;
}

/** Picks a part of a connection of one kind, from wherever a source is wanted. */
export function PickPartInWords(props: PickPartProps) {
  return (
    <MessagesScope messages={connectionsMessages}>
      <PickPart {...props} />
    </MessagesScope>
  );
}

function PickPart({ type, onClose, onAdded }: PickPartProps) {
  const t = useTranslations("connections.pickPart");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const connections = useQuery(trpc.sourceConnection.list.queryOptions({ workspace }));
  const fitting = connections.data?.filter((connection) => connection.type === type) ?? [];
  const connection = fitting.length === 1 ? fitting[0] : fitting.find(({ id }) => id === chosen);
  if (connection) {
    return <AddSourceDialog connection={connection} onClose={onClose} onAdded={onAdded} />;
  }
  const kind = isConnectorType(type) ? connectorCatalog[type].messages.en.label : type;
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { kind })}>
      {connections.isPending && <Skeleton className="h-20 w-full rounded-card" />}
      {connections.error && (
        <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />
      )}
      {connections.data && fitting.length === 0 && <NotConnected kind={kind} />}
      {fitting.length > 1 && (
        <ul aria-label={t("which")} className="space-y-1.5">
          {fitting.map(({ id, name }) => (
            <li key={id}>
              <Button className="w-full justify-start" onClick={() => setChosen(id)}>
                <span className="truncate">{name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function NotConnected({ kind }: { kind: string }) {
  const t = useTranslations("connections.pickPart");
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("connections.manage");
  return (
    <div className="space-y-4">
      <p className="text-pretty text-ink-2">
        {canManage ? t("connectFirst", { kind }) : t("askAdmin", { kind })}
      </p>
      {canManage && (
        <Button asChild variant="primary">
          <Link href={`/${workspace}/connections?add=1`}>{t("connect")}</Link>
        </Button>
      )}
    </div>
  );
}

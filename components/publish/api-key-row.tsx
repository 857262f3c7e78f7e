"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useOf } from "./use-publication";

type ApiKey = RouterOutputs["publication"]["keys"][number];

/** A key by its name and last characters, with when it was used last and how long it is good. */
export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("publish.api");
  const format = useFormatter();
  const now = useNow();
  const of = useOf();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation(
    trpc.publication.revokeKey.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.publication.pathFilter()),
    }),
  );
  const { id, name, hint, expiresAt, lastUsedAt } = apiKey;
  const expired = expiresAt !== null && expiresAt < now;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 grow basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {name} <span className="font-mono text-xs text-ink-2">{`gw_…${hint}`}</span>
          {expired && <Badge tone="danger">{t("expired")}</Badge>}
        </p>
        <p className="text-xs text-ink-2">
          {lastUsedAt ? (
            <>
              {t("lastUsed")} <RelativeTime date={lastUsedAt} />
            </>
          ) : (
            t("neverUsed")
          )}
          {" · "}
          {expiresAt === null
            ? t("noExpiry")
            : t("expires", { date: format.dateTime(expiresAt, { dateStyle: "medium" }) })}
        </p>
      </div>
      <Button size="sm" onClick={() => setAsking(true)} aria-label={t("revokeKey", { name })}>
        {t("revoke")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("revokeTitle", { name })}
        body={t("revokeBody")}
        confirmLabel={t("revoke")}
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ ...of, id })}
      />
    </li>
  );
}

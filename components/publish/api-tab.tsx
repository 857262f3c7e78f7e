"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "@/components/settings/section";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useTRPC } from "@/lib/trpc/client";
import { ApiExamples } from "./api-examples";
import { ApiKeyRow } from "./api-key-row";
import { ChannelSwitch } from "./channel-switch";
import { NewKeyDialog } from "./new-key-dialog";
import { ShownOnce } from "./shown-once";
import { useOf, type Publication } from "./use-publication";

/** For programs: keys, and how to ask with one. */
export function ApiTab({ publication }: { publication: Publication }) {
  const t = useTranslations("publish.api");
  const channels = publication.channels.filter(
    ({ channel }) => channel === "api" || channel === "mcp",
  );
  const isOn = (name: string) => channels.some(({ channel, on }) => on && channel === name);
  return (
    <>
      {channels.map((settings) => (
        <ChannelSwitch key={settings.channel} settings={settings} />
      ))}
      <Keys />
      {channels.some(({ on }) => on) && (
        <Section title={t("examples")} body={t("examplesBody")}>
          <ApiExamples api={isOn("api")} mcp={isOn("mcp")} />
        </Section>
      )}
    </>
  );
}

function Keys() {
  const t = useTranslations("publish.api");
  const of = useOf();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const keys = useQuery(trpc.publication.keys.queryOptions(of));
  const [open, setOpen] = useState(false);
  const create = useMutation(
    trpc.publication.createKey.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await queries.invalidateQueries(trpc.publication.pathFilter());
      },
    }),
  );
  return (
    <Section
      title={t("keys")}
      body={t("keysBody")}
      actions={<Button onClick={() => setOpen(true)}>{t("newKey")}</Button>}
    >
      {keys.error && <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && (
        <EmptyState
          icon={KeyRound}
          title={t("noKeys")}
          className="rounded-card border border-dashed bg-surface"
        >
          {t("noKeysBody")}
        </EmptyState>
      )}
      {keys.data && keys.data.length > 0 && (
        <ul className="rounded-card border bg-surface">
          {keys.data.map((key) => (
            <ApiKeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      {open && (
        <NewKeyDialog
          onCreate={(input) => create.mutate({ ...of, ...input })}
          onClose={() => setOpen(false)}
          busy={create.isPending}
          error={create.error}
        />
      )}
      {create.data && (
        <ShownOnce
          title={t("madeTitle")}
          body={t("madeBody")}
          label={t("key")}
          value={create.data.key}
          onClose={() => create.reset()}
        />
      )}
    </Section>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { providerCatalog } from "@/lib/providers/catalog";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { AllowedModels } from "./allowed-models";
import type { ConnectionSummary } from "./connection-table";

type Policy = RouterOutputs["modelPolicy"]["get"];

const SERVICES = Object.values(providerCatalog).filter(({ service }) => service !== null);

interface PolicyDialogProps {
  policy: Policy;
  connections: readonly ConnectionSummary[];
  onClose: () => void;
}

/** Which services and models may be used here, with what would stop working before it does. */
export function PolicyDialog({ policy, connections, onClose }: PolicyDialogProps) {
  const t = useTranslations("models.policy");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [providers, setProviders] = useState(policy.providers);
  const [models, setModels] = useState(policy.models);
  const next = { ...policy, providers, models };
  const affected = useQuery(trpc.modelPolicy.affected.queryOptions({ workspace, policy: next }));
  const save = useMutation(
    trpc.modelPolicy.set.mutationOptions({
      onSuccess: async () => {
        toast(t("saved"));
        onClose();
        await queryClient.invalidateQueries(trpc.modelPolicy.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ workspace, policy: next });
  };
  const toggle = (type: string) => (checked: boolean) =>
    setProviders((now) => {
      const others = (now ?? []).filter((one) => one !== type);
      return checked ? [...others, type] : others;
    });
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("body")}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <Switch
          checked={providers !== null}
          label={t("someProviders")}
          help={t("someProvidersHelp")}
          onCheckedChange={(some) =>
            setProviders(some ? [...new Set(connections.map(({ provider }) => provider))] : null)
          }
        />
        {providers !== null && (
          <fieldset className="grid gap-1 sm:grid-cols-2">
            <legend className="sr-only">{t("someProviders")}</legend>
            {SERVICES.map(({ type, messages: { en } }) => (
              <Checkbox
                key={type}
                checked={providers.includes(type)}
                onCheckedChange={toggle(type)}
                label={en.label}
              />
            ))}
          </fieldset>
        )}
        {connections.map((connection) => (
          <AllowedModels
            key={connection.id}
            connection={connection}
            models={models[connection.id] ?? []}
            onChange={(only) => setModels(withOnly(models, connection.id, only))}
          />
        ))}
        <Affected uses={affected.data ?? []} />
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A connection without any allows all of its models. */
function withOnly(models: Policy["models"], id: string, only: readonly string[]): Policy["models"] {
  const { [id]: _, ...others } = models;
  return only.length === 0 ? others : { ...others, [id]: [...only] };
}

function Affected({ uses }: { uses: RouterOutputs["modelPolicy"]["affected"] }) {
  const t = useTranslations("models.policy");
  if (uses.length === 0) return null;
  return (
    <div role="status" className="rounded-card bg-refuse-soft px-3.5 py-3 text-sm">
      <p className="font-medium">{t("stops")}</p>
      <ul className="mt-1 max-h-32 list-disc overflow-y-auto pl-5">
        {uses.map(({ kind, id, name, nodeName, model }) => (
          <li key={`${kind} ${id} ${nodeName ?? ""} ${model}`}>
            {nodeName === null ? name : t("node", { name, node: nodeName })} · {model}
          </li>
        ))}
      </ul>
    </div>
  );
}

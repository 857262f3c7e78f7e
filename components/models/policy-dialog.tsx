"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { providerCatalog } from "@/lib/providers/catalog";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
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
  const [lists, setLists] = useState<Record<string, string>>(
    Object.fromEntries(Object.entries(policy.models).map(([id, only]) => [id, only.join("\n")])),
  );
  const next = { ...policy, providers, models: modelsOf(lists) };
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
        {connections.map(({ id, name }) => (
          <Field key={id} label={t("models", { name })} help={t("modelsHelp")}>
            <Textarea
              rows={2}
              value={lists[id] ?? ""}
              onChange={(event) => setLists({ ...lists, [id]: event.target.value })}
            />
          </Field>
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

/** One name a line; a connection without any allows all of its models. */
function modelsOf(lists: Readonly<Record<string, string>>): Record<string, string[]> {
  const split = (text: string) =>
    text.split("\n").flatMap((line) => (line.trim() ? [line.trim()] : []));
  return Object.fromEntries(
    Object.entries(lists).flatMap(([id, text]) => {
      const only = split(text);
      return only.length > 0 ? [[id, only]] : [];
    }),
  );
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

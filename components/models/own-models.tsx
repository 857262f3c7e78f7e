"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, PencilLine, Plus, Scale, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";
import { compareHref } from "./compare/compare-href";
import { TRAINED_FOR } from "./trained-for";

export type OwnModel = RouterOutputs["namedModel"]["list"][number];

const OwnModelDialog = dynamic(async () => (await import("./own-model-dialog")).OwnModelDialog, {
  loading: () => null,
});

/** Models that people gave a name: fine-tuned ones and their own. Nothing while there is no connection to have one at. */
export function OwnModels({ connections }: { connections: readonly ConnectionSummary[] }) {
  const t = useTranslations("models.own");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("models.manage");
  const models = useQuery(trpc.namedModel.list.queryOptions({ workspace }));
  const [editing, setEditing] = useState<OwnModel | "new" | null>(null);
  if (!models.data || connections.length === 0) return null;
  return (
    <section className="mt-10" aria-labelledby="own-models">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id="own-models" className="text-base font-semibold">
            {t("title")}
          </h2>
          <p className="mt-0.5 max-w-150 text-pretty text-ink-2">{t("body")}</p>
        </div>
        {canManage && (
          <Button onClick={() => setEditing("new")}>
            <Plus aria-hidden className="size-4" />
            {t("add")}
          </Button>
        )}
      </div>
      {models.data.length > 0 && (
        <ul className="rounded-card border bg-surface" aria-label={t("title")}>
          {models.data.map((model) => (
            <OwnModelRow key={model.id} model={model} onEdit={() => setEditing(model)} />
          ))}
        </ul>
      )}
      {editing && (
        <OwnModelDialog
          model={editing === "new" ? null : editing}
          connections={connections}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

function OwnModelRow({ model, onEdit }: { model: OwnModel; onEdit: () => void }) {
  const t = useTranslations("models.own");
  const { slug } = useWorkspace();
  const canEdit = useCan("workflow.edit");
  const users = model.usedBy.map(({ name }) => name).join(", ");
  return (
    <li className="flex min-h-12 items-center gap-3 border-b px-4 py-2 last:border-b-0">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-1.5 font-medium">
          {model.name}
          {TRAINED_FOR.filter((one) => model.trainedFor.includes(one)).map((one) => (
            <Badge key={one}>{t(`for.${one}`)}</Badge>
          ))}
        </p>
        <p className="truncate text-xs text-ink-2">
          {t("at", { model: model.model, connection: model.connectionName })}
          {model.base && <> · {t("from", { base: model.base.model })}</>}
        </p>
        {users !== "" && <p className="truncate text-xs text-ink-2">{t("usedBy", { users })}</p>}
      </div>
      {canEdit && (
        <Link
          href={compareHref(slug, { own: model.id })}
          className="inline-flex min-h-6 shrink-0 items-center gap-1.5 text-sm text-accent-ink underline-offset-4 hover:underline"
        >
          <Scale aria-hidden className="size-4" />
          {t("compare")}
        </Link>
      )}
      <OwnModelMenu model={model} onEdit={onEdit} />
    </li>
  );
}

function OwnModelMenu({ model: { id, name }, onEdit }: { model: OwnModel; onEdit: () => void }) {
  const t = useTranslations("models.own");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [deleting, setDeleting] = useState(false);
  const remove = useMutation(
    trpc.namedModel.delete.mutationOptions({
      onSuccess: async () => {
        setDeleting(false);
        toast(t("removed", { name }));
        await queryClient.invalidateQueries(trpc.namedModel.pathFilter());
      },
    }),
  );
  if (!useCan("models.manage")) return null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} label={common("moreActions", { name })} tooltip={false} />
        }
      >
        <MenuItem icon={PencilLine} onSelect={onEdit}>
          {common("edit")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => setDeleting(true)}>
          {t("remove")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("removeTitle", { name })}
        body={<p>{t("removeBody")}</p>}
        confirmLabel={t("remove")}
        onConfirm={() => remove.mutate({ workspace, id })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}

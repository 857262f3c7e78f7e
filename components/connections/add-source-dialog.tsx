"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";
import { wordsOf } from "@/lib/connectors/catalog";
import type { SourceConnection } from "./connection-table";
import { SourceTree, type PickedNode } from "./source-tree";
import { FIRST_TAKING, readTaking, TakingFields, type Taking } from "./taking-fields";

export interface AddSourceDialogProps {
  connection: Pick<SourceConnection, "id" | "name" | "type">;
  onClose: () => void;
  onAdded: (sourceId: string) => void;
}

/** Picks a part of a connection, and starts to keep it in sync. */
export function AddSourceDialog({ connection, onClose, onAdded }: AddSourceDialogProps) {
  const t = useTranslations("connections.source");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [picked, setPicked] = useState<PickedNode | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [taking, setTaking] = useState<Taking>(FIRST_TAKING);
  const [tried, setTried] = useState(false);
  const shownName = name ?? picked?.path.at(-1) ?? "";
  const read = readTaking(taking);
  const words = wordsOf(connection.type);
  const create = useMutation(
    trpc.sync.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.source.list.pathFilter());
        onAdded(id);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!picked || shownName.trim() === "" || !read) return;
    create.mutate({
      workspace,
      connectionId: connection.id,
      name: shownName.trim(),
      scope: picked.scope,
      label: picked.path.join(" / ").slice(0, 500),
      ...read,
    });
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { name: connection.name })} size="lg">
      <form onSubmit={submit} noValidate className="space-y-4">
        <div>
          <p id="pick-label" className="text-sm font-medium">
            {t("pick")}
          </p>
          <p className="mb-1.5 text-xs text-ink-2">{words.taken}</p>
          <SourceTree
            connectionId={connection.id}
            icons={words.icons}
            picked={picked}
            onPick={setPicked}
          />
          <p role="status" className="mt-1.5 text-xs text-ink-2">
            {picked && t("picked", { label: picked.path.join(" / ") })}
          </p>
          {tried && !picked && (
            <p role="alert" className="text-xs text-danger-ink">
              {t("notPicked")}
            </p>
          )}
        </div>
        <Field
          label={t("name")}
          error={tried && picked && shownName.trim() === "" && common("nameRequired")}
        >
          <Input
            value={shownName}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <TakingFields taking={taking} onChange={setTaking} type={connection.type} tried={tried} />
        {create.error && <ErrorNotice error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            {t("action")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

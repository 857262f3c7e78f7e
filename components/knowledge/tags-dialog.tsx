"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useTRPC } from "@/lib/trpc/client";
import { TagsField, tagsOf, type TagsDraft } from "./tags-field";
import type { TagChange } from "./use-bulk";

export interface TagsDialogProps {
  /** One document with its present tags, or how many are to be changed. */
  of: { name: string; tags: readonly string[] } | number;
  onClose: () => void;
  onSubmit: (change: TagChange) => void;
  busy?: boolean;
  error?: unknown;
}

/** The tags of one document, or what to add to and take from many. Mount it to open it. */
export function TagsDialog({ of, onClose, onSubmit, busy, error }: TagsDialogProps) {
  const t = useTranslations("knowledge.tags");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(trpc.document.facets.queryOptions({ workspace }));
  const known = (data?.tags ?? []).map(({ value }) => value);
  const one = typeof of === "number" ? null : of;
  const [kept, setKept] = useState<TagsDraft>({ tags: one?.tags ?? [], typed: "" });
  const [taken, setTaken] = useState<TagsDraft>({ tags: [], typed: "" });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const before = one?.tags ?? [];
    const after = tagsOf(kept);
    onSubmit({
      add: after.filter((tag) => !before.includes(tag)),
      remove: one ? before.filter((tag) => !after.includes(tag)) : tagsOf(taken),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={one ? t("titleOf", { name: one.name }) : t("title", { count: Number(of) })}
      size="sm"
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <TagsField
          label={one ? t("tags") : t("add")}
          draft={kept}
          onChange={setKept}
          known={known}
        />
        {!one && <TagsField label={t("take")} draft={taken} onChange={setTaken} known={known} />}
        {error != null && <ErrorNotice error={error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

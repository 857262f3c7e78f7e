"use client";

import { PencilLine } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useCan } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AboutDocument } from "./about-document";
import { useFacts } from "./use-facts";

/** Name, folder and tags; to be changed by those who may. */
export function EditableFacts({ document }: { document: AboutDocument }) {
  const t = useTranslations("documentPage.about");
  const common = useTranslations("common");
  const canEdit = useCan("knowledge.edit");
  const [editing, setEditing] = useState(false);
  if (editing) return <FactsForm document={document} onClose={() => setEditing(false)} />;
  const { name, folder, tags } = document;
  return (
    <section className="space-y-2">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <dt className="text-ink-2">{t("name")}</dt>
        <dd className="min-w-0 text-right break-words">{name}</dd>
        <dt className="text-ink-2">{t("folder")}</dt>
        <dd className="min-w-0 text-right break-words">{folder || t("noFolder")}</dd>
        <dt className="text-ink-2">{t("tags")}</dt>
        <dd className="flex min-w-0 flex-wrap justify-end gap-1">
          {tags.length === 0 ? t("noTags") : tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
        </dd>
      </dl>
      {canEdit && (
        <Button size="sm" onClick={() => setEditing(true)}>
          <PencilLine aria-hidden className="size-3.5" />
          {common("edit")}
        </Button>
      )}
    </section>
  );
}

function FactsForm({ document, onClose }: { document: AboutDocument; onClose: () => void }) {
  const t = useTranslations("documentPage.about");
  const common = useTranslations("common");
  const [name, setName] = useState(document.name);
  const [folder, setFolder] = useState(document.folder);
  const [tags, setTags] = useState(document.tags.join(", "));
  const [tried, setTried] = useState(false);
  const save = useFacts(document, { onDone: onClose });
  const missing = name.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wanted = tags.split(",").map((tag) => tag.trim());
    if (!missing) save.mutate({ name: name.trim(), folder, tags: wanted.filter(Boolean) });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-3">
      <Field label={t("name")} error={tried && missing && common("nameRequired")}>
        <Input
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t("folder")} help={t("folderHelp")} aside={common("optional")}>
        <Input
          value={folder}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => setFolder(event.target.value)}
        />
      </Field>
      <Field label={t("tags")} help={t("tagsHelp")} aside={common("optional")}>
        <Input value={tags} autoComplete="off" onChange={(event) => setTags(event.target.value)} />
      </Field>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onClose}>
          {common("cancel")}
        </Button>
        <Button size="sm" type="submit" variant="primary" busy={save.isPending}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}

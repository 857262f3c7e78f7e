"use client";

import { CircleAlert, FileText, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";
import type { Attachment, Attachments } from "./attachments";

/** The files of the conversation, each with how far it is and a way to take it away. */
export function FileChips({ files, remove }: Pick<Attachments, "files" | "remove">) {
  const t = useTranslations("chat.files");
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("attached")} className="flex flex-wrap gap-1.5 px-3 pb-1.5">
      {files.map((file) => (
        <li key={file.key} className="max-w-full min-w-0">
          <Chip file={file} onRemove={() => remove(file.key)} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ file, onRemove }: { file: Attachment; onRemove: () => void }) {
  const t = useTranslations("chat.files");
  const errorText = useErrorFormatter();
  const { name, state } = file;
  const failed = state === "failed";
  return (
    <div
      data-file={state}
      className={cn(
        "flex max-w-full items-center gap-1.5 rounded-control border py-0.5 pr-0.5 pl-2 text-xs",
        failed ? "border-transparent bg-danger-soft text-danger-ink" : "bg-surface",
      )}
    >
      <StateIcon state={state} />
      <span className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span role="status" className={cn(failed ? "block" : state === "ready" && "sr-only")}>
          {failed ? errorText(file.error).what : t(`state.${state}`)}
        </span>
      </span>
      <button
        type="button"
        aria-label={t("remove", { name })}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-control hover:bg-raised"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}

function StateIcon({ state }: Pick<Attachment, "state">) {
  if (state === "failed") return <CircleAlert aria-hidden className="size-3.5 shrink-0" />;
  if (state === "ready") return <FileText aria-hidden className="size-3.5 shrink-0 text-ink-2" />;
  return <Spinner className="size-3.5 shrink-0" />;
}

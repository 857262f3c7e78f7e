"use client";

import { Paperclip } from "lucide-react";
import { useTranslations } from "use-intl";
import type { FileUse } from "@/lib/graph/values";

/** How much of the attached files an answer could draw on. */
export function FilesUsed({ files }: { files: readonly FileUse[] }) {
  const t = useTranslations("chat.files");
  if (files.length === 0) return null;
  return (
    <ul className="space-y-0.5 text-xs text-ink-2" data-files-used>
      {files.map((file) => (
        <li key={file.fileId} className="flex gap-1.5">
          <Paperclip aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span className="min-w-0 break-words">
            {t(file.whole ? "readWhole" : "used", {
              name: file.name,
              used: file.used,
              total: file.total,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

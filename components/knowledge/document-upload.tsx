"use client";

import { FileUp } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { UploadResults } from "./upload-results";
import { useUploads, type UploadTarget } from "./use-uploads";

export interface DocumentUploadProps {
  /** A source, or a function that makes one when the first file comes. */
  sourceId: UploadTarget;
  /** Less tall, for the editor's inspector. */
  compact?: boolean;
}

const ACCEPT = ".pdf,.docx,.md,.markdown,.txt,.html,.htm,.csv";
const MAX_MEGABYTES = 200;

/** Takes files by drop or by choosing, sends them and shows how each is doing. */
export function DocumentUpload({ sourceId, compact }: DocumentUploadProps) {
  const t = useTranslations("knowledge.upload");
  const input = useRef<HTMLInputElement>(null);
  const { uploads, add, dismiss } = useUploads(sourceId);
  const { over, dropProps } = useDropTarget(add);
  return (
    <section aria-label={t("label")}>
      <div
        {...dropProps}
        className={cn(
          "flex flex-wrap items-center justify-center gap-x-1.5 gap-y-1 rounded-card border border-dashed border-line-strong px-4 text-center text-ink-2 transition-colors",
          compact ? "py-4 text-xs" : "py-6",
          over && "border-accent bg-accent-soft text-ink",
        )}
      >
        <FileUp aria-hidden className="mr-1 size-4" />
        {over ? (
          <p className="min-h-7">{t("dropHere")}</p>
        ) : (
          <>
            <p>{t("drop")}</p>
            <Button
              variant="link"
              className={cn("min-h-7", compact && "text-xs")}
              onClick={() => input.current?.click()}
            >
              {t("choose")}
            </Button>
          </>
        )}
        <p className="w-full text-xs">{t("formats", { megabytes: MAX_MEGABYTES })}</p>
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPT}
          aria-label={t("label")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            // The same file can be chosen again after it failed.
            event.target.value = "";
          }}
        />
      </div>
      {uploads.length > 0 && <UploadResults uploads={uploads} onDismiss={dismiss} />}
    </section>
  );
}

function useDropTarget(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  return { over, dropProps: { onDragOver, onDrop, onDragLeave: () => setOver(false) } };
}

"use client";

import { useTranslations } from "use-intl";
import { DropZone } from "@/components/uploads/drop-zone";
import { UnfinishedUploads } from "@/components/uploads/unfinished-uploads";
import { UploadPanel } from "@/components/uploads/upload-panel";
import type { UploadTarget } from "@/components/uploads/upload-queue";
import { useUploadQueue } from "@/components/uploads/use-upload-queue";

export interface DocumentUploadProps {
  /** A source, or a function that makes one when the first file comes. */
  sourceId: UploadTarget;
  /** Less tall, for the editor's inspector. */
  compact?: boolean;
}

/** Takes files and folders by drop or by choosing, sends them and shows how each is doing. */
export function DocumentUpload({ sourceId, compact = false }: DocumentUploadProps) {
  const t = useTranslations("knowledge.upload");
  const queue = useUploadQueue();
  return (
    <section aria-label={t("label")} className="space-y-3">
      <DropZone onFiles={(files) => queue.add(files, sourceId)} compact={compact} />
      <UnfinishedUploads queue={queue} />
      <UploadPanel queue={queue} />
    </section>
  );
}

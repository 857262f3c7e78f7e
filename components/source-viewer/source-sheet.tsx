"use client";

import { Sheet } from "@/components/ui/dialog";
import type { CorrectionMark } from "@/lib/graph/values";
import { AttachedFileViewer } from "./attached-file-viewer";
import { CorrectionViewer } from "./correction-viewer";
import { SourceViewer } from "./source-viewer";

export interface SourceSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A passage or a citation: where in which version of which document. */
  passage: {
    documentId: string;
    versionId: string;
    documentName: string;
    /** The document is a file that was attached to the conversation. */
    attached?: boolean;
    /** A person wrote it: offsets refer to their text. */
    correction?: CorrectionMark;
    start: number;
    end: number;
  };
}

/** A passage in its surroundings, beside whatever the reader was doing. */
export function SourceSheet({ open, onOpenChange, passage }: SourceSheetProps) {
  const { documentId, versionId, documentName, attached, correction, start, end } = passage;
  return (
    <Sheet open={open} onOpenChange={onOpenChange} size="lg" title={documentName}>
      {correction ? (
        <CorrectionViewer correctionId={correction.id} quote={{ start, end }} />
      ) : attached ? (
        <AttachedFileViewer fileId={documentId} quote={{ start, end }} />
      ) : (
        <SourceViewer
          documentId={documentId}
          versionId={versionId}
          start={start}
          end={end}
          linkToPage
        />
      )}
    </Sheet>
  );
}

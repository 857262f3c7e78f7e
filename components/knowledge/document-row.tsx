"use client";

import { FileSpreadsheet, FileText, FileType2, Globe } from "lucide-react";
import Link from "next/link";
import { memo, type Ref } from "react";
import { useFormatter } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { FileSize } from "@/components/ui/file-size";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, TableRow } from "@/components/ui/table";
import { useErrorText } from "@/lib/i18n/use-error-text";
import type { DocumentSummary } from "./arrange-documents";
import { DocumentMenu } from "./document-menu";
import { DocumentState } from "./document-state";

export interface DocumentRowProps {
  document: DocumentSummary;
  /** Its place in the list, from 0. */
  index: number;
  /** Name, state and failure below each other, and nothing else: where there is no room for columns. */
  stacked: boolean;
  ref?: Ref<HTMLTableRowElement>;
}

/** Remembered, because each step of scrolling renders the table anew, but only a few of its rows differ. */
export const DocumentRow = memo(function DocumentRow({
  document,
  index,
  stacked,
  ref,
}: DocumentRowProps) {
  const format = useFormatter();
  return (
    <TableRow ref={ref} data-index={index} aria-rowindex={index + 2} className="hover:bg-raised">
      <Cell className="py-2 pl-4">
        <Name document={document} />
        {stacked && (
          <div className="mt-1 pl-6.5">
            <DocumentState document={document} />
          </div>
        )}
        {document.error && <Failure error={document.error} />}
      </Cell>
      {!stacked && (
        <>
          <Cell>
            <DocumentState document={document} />
          </Cell>
          <Cell align="right" className="text-ink-2 max-md:hidden">
            {format.number(document.passages)}
          </Cell>
          <Cell align="right" className="whitespace-nowrap text-ink-2 max-lg:hidden">
            <FileSize bytes={document.size} />
          </Cell>
          <Cell align="right" className="whitespace-nowrap text-ink-2 max-md:hidden">
            <RelativeTime date={document.updatedAt} />
          </Cell>
        </>
      )}
      <Cell className="px-2">
        <DocumentMenu document={document} />
      </Cell>
    </TableRow>
  );
});

function Name({ document }: { document: DocumentSummary }) {
  const { slug } = useWorkspace();
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <FormatIcon mimeType={document.mimeType} />
      <Link
        href={`/${slug}/knowledge/documents/${document.id}`}
        title={document.name}
        className="truncate underline-offset-4 hover:underline"
      >
        {document.name}
      </Link>
    </span>
  );
}

function Failure({ error }: { error: unknown }) {
  const { what, next } = useErrorText(error);
  return (
    <p className="mt-0.5 pl-6.5 text-xs text-pretty break-words text-ink-2">
      <span className="text-danger-ink">{what}</span> {next}
    </p>
  );
}

function FormatIcon({ mimeType }: { mimeType: string }) {
  const looks = { "aria-hidden": true, className: "size-4 text-ink-3" };
  if (mimeType.includes("csv")) return <FileSpreadsheet {...looks} />;
  if (mimeType.includes("html")) return <Globe {...looks} />;
  if (mimeType.includes("pdf")) return <FileType2 {...looks} />;
  return <FileText {...looks} />;
}

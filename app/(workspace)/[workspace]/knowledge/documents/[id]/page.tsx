import type { Metadata } from "next";
import { DocumentPage } from "@/components/source-viewer/document-page";
import { translator } from "@/lib/i18n/translator";

export const metadata: Metadata = { title: translator("sourceViewer")("document") };

interface DocumentRouteProps {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<{ start?: string; end?: string; version?: string; correction?: string }>;
}

export default async function DocumentRoute({ params, searchParams }: DocumentRouteProps) {
  const { workspace, id } = await params;
  const { start, end, version, correction } = await searchParams;
  const state = {
    documentId: id,
    versionId: text(version),
    correctionId: text(correction),
    start: offset(start),
    end: offset(end),
  };
  return <DocumentPage workspace={workspace} {...state} />;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function offset(text: unknown): number | undefined {
  return typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

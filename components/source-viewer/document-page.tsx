"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/lib/trpc/client";
import { SourceViewer, type SourceViewerProps } from "./source-viewer";

/** A document on a page of its own, with the way back to where documents are. */
export function DocumentPage({ workspace, ...view }: SourceViewerProps & { workspace: string }) {
  const t = useTranslations("sourceViewer");
  const trpc = useTRPC();
  const documents = useQuery(trpc.document.list.queryOptions({ workspace, limit: 1000 }));
  const name = documents.data?.items.find(({ id }) => id === view.documentId)?.name;
  return (
    <Page
      title={name ?? t("document")}
      above={
        <Button asChild variant="ghost" size="sm" className="mb-3 -ml-2.5 self-start">
          <Link href={`/${workspace}/knowledge`}>
            <ArrowLeft aria-hidden className="size-4" />
            {t("breadcrumb")}
          </Link>
        </Button>
      }
    >
      <div className="rounded-card border bg-surface px-5 py-6 sm:px-10 sm:py-9">
        <SourceViewer {...view} />
      </div>
    </Page>
  );
}

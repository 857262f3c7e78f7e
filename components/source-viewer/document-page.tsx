"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Download } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DocumentState } from "@/components/knowledge/document-state";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { documentMessages } from "@/lib/i18n/scopes/document";
import { useTRPC } from "@/lib/trpc/client";
import type { AboutDocument } from "./about/about-document";
import { DocumentParts } from "./document-parts";
import { originalUrl } from "./original-url";

export interface DocumentPageProps {
  workspace: string;
  documentId: string;
  /** The version to be shown; without it the one that answers come from. */
  versionId?: string;
  /** Offsets of a quote in that version's stored text. */
  start?: number;
  end?: number;
  /** A correction to be chosen, by its id. */
  correctionId?: string;
}

/** A document on a page of its own: its original, how it was understood, and what is known of it. */
export function DocumentPage(props: DocumentPageProps) {
  return (
    <MessagesScope messages={documentMessages}>
      <KnownDocument {...props} />
    </MessagesScope>
  );
}

const IN_WORK = new Set(["queued", "reading", "indexing", "waiting"]);
const POLL_MS = 1_000;

function KnownDocument(props: DocumentPageProps) {
  const { workspace, documentId } = props;
  const t = useTranslations("sourceViewer");
  const trpc = useTRPC();
  const about = useQuery(
    trpc.document.about.queryOptions(
      { workspace, id: documentId },
      {
        retry: false,
        refetchInterval: ({ state }) =>
          state.data && IN_WORK.has(state.data.state) ? POLL_MS : false,
      },
    ),
  );
  if (about.isPending) {
    return (
      <Frame workspace={workspace} title={t("document")}>
        <Skeleton className="m-4 h-60" />
      </Frame>
    );
  }
  if (!about.data) {
    return (
      <Frame workspace={workspace} title={t("document")}>
        <ErrorNotice
          error={about.error}
          onRetry={() => void about.refetch()}
          className="mx-4 max-w-160 sm:mx-6"
        />
      </Frame>
    );
  }
  const document = about.data;
  return (
    <Frame
      workspace={workspace}
      title={document.name}
      aside={<State document={document} />}
      actions={
        // On a phone it is among the versions.
        <Button asChild className="max-sm:hidden">
          <a href={originalUrl(workspace, documentId)} download>
            <Download aria-hidden className="size-4" />
            {t("original")}
          </a>
        </Button>
      }
    >
      {/* Another version, quote or correction is another visit: nothing chosen before holds for it. */}
      <DocumentParts key={visitOf(props)} document={document} {...props} />
    </Frame>
  );
}

function visitOf({ versionId, start, end, correctionId }: DocumentPageProps): string {
  return [versionId, start, end, correctionId].join(" ");
}

function State({ document }: { document: AboutDocument }) {
  return (
    <div className="min-w-24">
      <DocumentState document={document} />
    </div>
  );
}

/** As high as the window, so that original and passages scroll by themselves. */
function Frame({
  workspace,
  title,
  aside,
  actions,
  children,
}: {
  workspace: string;
  title: string;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("sourceViewer");
  return (
    <div className="flex h-full min-h-120 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 pb-3 sm:px-6">
        <Button asChild variant="ghost" size="sm" className="-ml-2.5">
          <Link href={`/${workspace}/knowledge`}>
            <ArrowLeft aria-hidden className="size-4" />
            {t("breadcrumb")}
          </Link>
        </Button>
        <h1 className="max-w-full min-w-0 text-base font-semibold break-words">{title}</h1>
        {aside}
        {actions && <div className="ml-auto max-sm:ml-0">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

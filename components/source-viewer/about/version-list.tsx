"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FileSize } from "@/components/ui/file-size";
import { RelativeTime } from "@/components/ui/relative-time";
import { originalUrl } from "../original-url";
import type { AboutDocument } from "./about-document";
import { Heading } from "./heading";

/** Every content the document has had, the newest first. */
export function VersionList({
  document,
  shown,
}: {
  document: AboutDocument;
  shown: string | null;
}) {
  const t = useTranslations("documentPage.about");
  const { slug } = useWorkspace();
  return (
    <section>
      <Heading>{t("versions")}</Heading>
      <ol className="divide-y rounded-card border">
        {document.versions.map((version) => (
          <li key={version.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <span className="font-medium">{t("version", { number: version.number })}</span>
            {version.current && <Badge tone="accent">{t("present")}</Badge>}
            {!version.read && <Badge>{t("notRead")}</Badge>}
            <span className="w-full text-xs text-ink-2">
              <RelativeTime date={version.createdAt} />
              {version.by !== null && ` ${t("by", { name: version.by })}`}
              {" · "}
              <FileSize bytes={version.size} />
            </span>
            <span className="flex flex-wrap gap-x-4 text-xs">
              {version.id === shown ? (
                <span className="text-ink-2">{t("shown")}</span>
              ) : (
                <Button asChild variant="link" className="min-h-6 text-xs">
                  <Link
                    href={`/${slug}/knowledge/documents/${document.id}?version=${encodeURIComponent(version.id)}`}
                  >
                    {t("view")}
                  </Link>
                </Button>
              )}
              <Button asChild variant="link" className="min-h-6 text-xs">
                <a href={originalUrl(slug, document.id, version.id)} download>
                  <Download aria-hidden className="size-3.5" />
                  {t("download")}
                </a>
              </Button>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

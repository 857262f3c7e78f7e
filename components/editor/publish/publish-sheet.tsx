"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useEditor, useEditorSession } from "../editor-context";
import { CompareVersion } from "./compare-version";
import { PublishForm } from "./publish-form";
import { useVersionActions, useVersions, type VersionItem, type VersionPage } from "./use-versions";
import { VersionList } from "./version-list";

/** What is live, what the draft would change of it, and every version there was. */
export function PublishSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("versions");
  const versions = useVersions();
  const [compared, setCompared] = useState<VersionItem | null>(null);
  return (
    <Sheet open onOpenChange={onClose} title={t("title")} description={t("description")} size="lg">
      {versions.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {versions.error && (
        <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} />
      )}
      {versions.data && compared && (
        <CompareVersion version={compared} onBack={() => setCompared(null)} onRestored={onClose} />
      )}
      {versions.data && !compared && (
        <div className="space-y-8">
          <LiveState page={versions.data} />
          <PageLinks />
          <NewVersion page={versions.data} />
          {versions.data.items.length > 0 && (
            <VersionList page={versions.data} onCompare={setCompared} />
          )}
        </div>
      )}
    </Sheet>
  );
}

function LiveState({ page }: { page: VersionPage }) {
  const t = useTranslations("versions");
  const { of, goLive, setLock } = useVersionActions();
  const readOnly = useEditor((state) => state.readOnly);
  const live = page.items.find(({ id }) => id === page.liveVersionId);
  const isLive = page.liveVersionId !== null;
  return (
    <section className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border bg-canvas px-4 py-3">
      <Badge tone={isLive ? "accent" : "neutral"}>{isLive ? t("live") : t("notLive")}</Badge>
      <p className="min-w-0 grow text-sm text-ink-2">
        {live && (
          <>
            {t("liveVersion", { number: live.number })} <RelativeTime date={live.publishedAt} />
          </>
        )}
        {!isLive && t("notLiveHelp")}
        {page.lock && (
          <span className="block text-refuse-ink">
            {t("lockedBy", { name: page.lock.by?.name ?? t("somebody") })}
          </span>
        )}
      </p>
      {!readOnly && isLive && (
        <div className="flex gap-2">
          <Button
            size="sm"
            busy={setLock.isPending}
            onClick={() => setLock.mutate({ ...of, locked: page.lock === null })}
          >
            {page.lock ? t("unlock") : t("lock")}
          </Button>
          {!page.lock && (
            <Button
              size="sm"
              busy={goLive.isPending}
              onClick={() => goLive.mutate({ ...of, versionId: null })}
            >
              {t("takeDown")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function PageLinks() {
  const t = useTranslations("versions");
  const { workspace, workflowId } = useEditorSession();
  const pages = `/${workspace}/workflows/${workflowId}`;
  return (
    <nav aria-label={t("pages")} className="-mt-4 flex flex-wrap gap-2">
      <Button asChild>
        <Link href={`${pages}/channels`}>
          {t("channels")} <ArrowRight aria-hidden className="size-4" />
        </Link>
      </Button>
      <Button asChild>
        <Link href={`${pages}/conversations`}>
          {t("conversations")} <ArrowRight aria-hidden className="size-4" />
        </Link>
      </Button>
    </nav>
  );
}

function NewVersion({ page }: { page: VersionPage }) {
  const t = useTranslations("versions");
  const readOnly = useEditor((state) => state.readOnly);
  if (readOnly || page.lock) return null;
  return (
    <section className="space-y-3" aria-label={t("draft")}>
      <h3 className="font-semibold">{t("draft")}</h3>
      <PublishForm
        liveVersionId={page.liveVersionId}
        nextNumber={(page.items[0]?.number ?? 0) + 1}
      />
    </section>
  );
}

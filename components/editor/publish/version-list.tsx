"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { useEditor } from "../editor-context";
import { useOlderVersions } from "./use-older-versions";
import { useVersionActions, type VersionItem, type VersionPage } from "./use-versions";

interface VersionListProps {
  page: VersionPage;
  onCompare: (version: VersionItem) => void;
}

/** Who published what and when, newest first. */
export function VersionList({ page, onCompare }: VersionListProps) {
  const t = useTranslations("versions");
  const older = useOlderVersions(page.next);
  return (
    <section className="space-y-3" aria-label={t("history")}>
      <h3 className="font-semibold">{t("history")}</h3>
      <ol className="divide-y rounded-card border">
        {[...page.items, ...older.items].map((version) => (
          <VersionRow
            key={version.id}
            version={version}
            live={version.id === page.liveVersionId}
            locked={page.lock !== null}
            onCompare={() => onCompare(version)}
          />
        ))}
      </ol>
      {older.more && (
        <Button size="sm" busy={older.pending} onClick={older.fetch}>
          {t("older")}
        </Button>
      )}
    </section>
  );
}

interface VersionRowProps {
  version: VersionItem;
  live: boolean;
  locked: boolean;
  onCompare: () => void;
}

function VersionRow({ version, live, locked, onCompare }: VersionRowProps) {
  const t = useTranslations("versions");
  const readOnly = useEditor((state) => state.readOnly);
  const { of, goLive } = useVersionActions();
  const { id, number, note, publishedAt, publishedBy } = version;
  const makeLive = () =>
    goLive.mutate(
      { ...of, versionId: id },
      { onSuccess: () => void toast(t("nowLive", { number })) },
    );
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {t("version", { number })}
          {live && <Badge tone="accent">{t("live")}</Badge>}
        </p>
        {note !== "" && <p className="mt-0.5 text-sm break-words whitespace-pre-wrap">{note}</p>}
        <p className="mt-0.5 text-xs text-ink-2">
          {publishedBy ?? t("somebody")} · <RelativeTime date={publishedAt} />
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" onClick={onCompare} aria-label={t("compareVersion", { number })}>
          {t("compare")}
        </Button>
        {!readOnly && !live && !locked && (
          <Button
            size="sm"
            busy={goLive.isPending}
            onClick={makeLive}
            aria-label={t("makeLiveVersion", { number })}
          >
            {t("makeLive")}
          </Button>
        )}
      </div>
    </li>
  );
}

"use client";

import { GitMerge, History, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { useEditor, useEditorSession } from "../editor-context";
import type { SyncNotice } from "../state/autosave";

const MergeDialog = dynamic(async () => (await import("./merge-dialog")).MergeDialog, {
  ssr: false,
});
const ChangeList = dynamic(async () => (await import("./change-list")).ChangeList, { ssr: false });

/** Tells calmly that the document changed without this person's doing, or waits for a choice. */
export function SyncBanner() {
  const notice = useEditor((state) => state.sync.notice);
  const conflict = useEditor((state) => state.sync.conflict);
  if (conflict) return <ConflictBanner />;
  if (notice) return <NoticeBanner notice={notice} />;
  return null;
}

const looks = "flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2 text-sm";

function ConflictBanner() {
  const t = useTranslations("editor.notice");
  const [open, setOpen] = useState(true);
  return (
    <div role="status" className={`${looks} bg-refuse-soft text-refuse-ink`}>
      <GitMerge aria-hidden className="size-4" />
      <span className="min-w-0 grow">{t("conflict")}</span>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t("choose")}
      </Button>
      {open && <MergeDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function NoticeBanner({ notice }: { notice: SyncNotice }) {
  const t = useTranslations("editor.notice");
  const { autosave } = useEditorSession();
  const replaceGraph = useEditor((state) => state.replaceGraph);
  const discard = () => {
    replaceGraph(notice.before);
    autosave.dismissNotice();
  };
  return (
    <div role="status" className={`${looks} bg-accent-soft text-accent-ink`}>
      <History aria-hidden className="size-4" />
      <span className="min-w-0 grow">
        {notice.kind === "merged" ? t("merged") : <Restored at={notice.at} />}
      </span>
      {notice.kind === "merged" ? (
        <Popover
          trigger={<Button size="sm">{t("details")}</Button>}
          label={t("details")}
          align="end"
          className="w-96 max-w-[calc(100vw-1rem)]"
        >
          <ChangeList changes={notice.changes} before={notice.before} />
        </Popover>
      ) : (
        <Button size="sm" onClick={discard}>
          {t("takeBack")}
        </Button>
      )}
      <IconButton
        size="sm"
        icon={X}
        label={t("dismiss")}
        onClick={() => autosave.dismissNotice()}
      />
    </div>
  );
}

function Restored({ at }: { at: number }) {
  const t = useTranslations("editor.notice");
  const format = useFormatter();
  return t("restored", { time: format.dateTime(at, { dateStyle: "medium", timeStyle: "short" }) });
}

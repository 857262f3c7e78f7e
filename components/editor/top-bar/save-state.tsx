"use client";

import { Check, CloudOff, GitMerge, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Popover } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";
import { useEditor, useEditorSession } from "../editor-context";

/** Whether the server has what is on the screen. "Saved" is said only once it has confirmed. */
export function SaveState() {
  const t = useTranslations("editor.save");
  const status = useEditor((state) => state.sync.status);
  const looks = "flex items-center gap-1.5 text-xs whitespace-nowrap";
  return (
    <div role="status" data-save-state={status} className="px-1">
      {status === "saved" && (
        <span className={`${looks} text-ink-3`}>
          <Check aria-hidden className="size-3.5" /> <Words>{t("saved")}</Words>
        </span>
      )}
      {status === "saving" && (
        <span className={`${looks} text-ink-3`}>
          <Spinner className="size-3.5" /> <Words>{t("saving")}</Words>
        </span>
      )}
      {status === "conflict" && (
        <span className={`${looks} text-refuse-ink`}>
          <GitMerge aria-hidden className="size-3.5" /> <Words>{t("conflict")}</Words>
        </span>
      )}
      {(status === "retrying" || status === "refused") && <NotSaved status={status} />}
    </div>
  );
}

/** Beside the icon where there is room; always for screen readers. */
function Words({ children }: { children: string }) {
  return <span className="max-sm:sr-only">{children}</span>;
}

function NotSaved({ status }: { status: "retrying" | "refused" }) {
  const t = useTranslations("editor.save");
  const { autosave } = useEditorSession();
  const error = useEditor((state) => state.sync.error);
  const Icon = status === "retrying" ? CloudOff : TriangleAlert;
  const trigger = (
    <Button variant="ghost" size="sm" className="text-refuse-ink">
      <Icon aria-hidden className="size-3.5" /> <Words>{t(status)}</Words>
    </Button>
  );
  return (
    <Popover trigger={trigger} label={t(status)} className="w-80">
      <ErrorNotice error={error} />
      <p className="mt-3 text-xs text-ink-2">{t("retryingHelp")}</p>
      <Button size="sm" className="mt-3" onClick={() => void autosave.flush()}>
        {t("retryNow")}
      </Button>
    </Popover>
  );
}

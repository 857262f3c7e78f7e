"use client";

import { FileUp } from "lucide-react";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import { useHydrated } from "@/components/ui/use-hydrated";
import { MAX_FILE_BYTES } from "@/lib/knowledge/files/limits";
import { ACCEPT, FILE_KINDS } from "@/lib/knowledge/files/readable";
import { filesOf, type ChosenFile } from "./choose-files";

/** An attribute that all browsers with folders know, and React's types don't. */
const FOLDERS = { webkitdirectory: "" };

interface DropZoneProps {
  onFiles: (files: readonly ChosenFile[]) => void;
  /** Less tall, for the editor's inspector. */
  compact: boolean;
}

/** Takes files and folders by drop or by choosing. */
export function DropZone({ onFiles, compact }: DropZoneProps) {
  const t = useTranslations("knowledge.upload");
  /** Files found so far, while folders are looked through. */
  const [found, setFound] = useState<number | null>(null);
  const take = async (event: Event) => {
    setFound(0);
    try {
      const files = await filesOf(event, setFound);
      if (files.length > 0) onFiles(files);
    } finally {
      setFound(null);
    }
  };
  const { over, dropProps } = useDropTarget((event) => void take(event));
  return (
    <div
      {...dropProps}
      className={cn(
        "flex flex-wrap items-center justify-center gap-x-1.5 gap-y-1 rounded-card border border-dashed border-line-strong px-4 text-center text-ink-2 transition-colors",
        compact ? "py-4 text-xs" : "py-6",
        over && "border-accent bg-accent-soft text-ink",
      )}
    >
      {found !== null ? (
        <p className="flex min-h-7 items-center gap-2">
          <Spinner /> {t("looking", { found })}
        </p>
      ) : over ? (
        <p className="min-h-7">{t("dropHere")}</p>
      ) : (
        <>
          <FileUp aria-hidden className="mr-1 size-4" />
          <p>{t("drop")}</p>
          <Choosers compact={compact} onEvent={(event) => void take(event)} />
        </>
      )}
      <Formats />
    </div>
  );
}

/** "choose files or a folder": each opens the system's dialog. */
function Choosers({ compact, onEvent }: { compact: boolean; onEvent: (event: Event) => void }) {
  const t = useTranslations("knowledge.upload");
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  // Phones have no folders to choose.
  const hydrated = useHydrated();
  const folders = hydrated && "webkitdirectory" in HTMLInputElement.prototype;
  const link = cn("min-h-7", compact && "text-xs");
  // Chosen before the page's code was there: said again, so that it isn't lost.
  useEffect(() => {
    const early = files.current;
    if (early?.files?.length) early.dispatchEvent(new Event("change", { bubbles: true }));
  }, []);
  const input = {
    type: "file",
    multiple: true,
    // The buttons stand for it, also for screen readers.
    hidden: true,
    // Nor may a browser put back what was chosen before a reload.
    autoComplete: "off",
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      onEvent(event.nativeEvent);
      // The same file can be chosen again after it failed.
      event.currentTarget.value = "";
    },
  } as const;
  return (
    <>
      <Button variant="link" className={link} onClick={() => files.current?.click()}>
        {t("choose")}
      </Button>
      <input {...input} ref={files} accept={ACCEPT} aria-label={t("label")} />
      {folders && (
        <>
          <p>{t("or")}</p>
          <Button variant="link" className={link} onClick={() => folder.current?.click()}>
            {t("chooseFolder")}
          </Button>
          <input {...input} {...FOLDERS} ref={folder} aria-label={t("labelFolder")} />
        </>
      )}
    </>
  );
}

function Formats() {
  const t = useTranslations("knowledge.upload");
  const format = useFormatter();
  const kinds = format.list(
    FILE_KINDS.map((kind) => t(`kinds.${kind}`)),
    { type: "conjunction" },
  );
  return (
    <p className="w-full text-xs text-balance">
      {t("formats", { kinds, gigabytes: MAX_FILE_BYTES / 1024 ** 3 })}
    </p>
  );
}

function useDropTarget(onDropped: (event: Event) => void) {
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onDropped(event.nativeEvent);
  };
  return { over, dropProps: { onDragOver, onDrop, onDragLeave: () => setOver(false) } };
}

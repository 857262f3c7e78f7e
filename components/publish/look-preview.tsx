"use client";

import { SendHorizontal } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { textOn } from "@/widget/look/contrast";
import type { LookSettings } from "@/lib/publication/settings";

/** The chat's first sight, small: what the words and colours above come to. */
export function LookPreview({ look }: { look: LookSettings }) {
  const t = useTranslations("publish.look");
  const accent = /^#[0-9a-f]{6}$/i.test(look.accent ?? "") ? look.accent : null;
  const style: CSSProperties | undefined = accent
    ? { backgroundColor: accent, color: textOn(accent) }
    : undefined;
  const title = look.title || t("untitled");
  const suggestions = look.suggestions.filter((one) => one.trim() !== "");
  return (
    <figure aria-label={t("preview")} className="self-start">
      <div className="overflow-hidden rounded-panel border bg-surface shadow-float">
        <div
          className={cn(
            "flex items-center gap-2.5 px-4 py-3",
            !accent && "bg-accent text-on-accent",
          )}
          style={style}
        >
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-surface text-sm font-semibold text-ink"
          >
            {title.trim().charAt(0).toUpperCase()}
          </span>
          <span className="truncate font-semibold">{title}</span>
        </div>
        <div className="space-y-3 bg-canvas px-4 py-4">
          <p className="w-fit max-w-[85%] rounded-card bg-raised px-3 py-2 text-sm break-words whitespace-pre-wrap">
            {look.greeting || t("usualGreeting")}
          </p>
          {suggestions.length > 0 && (
            <ul className="flex flex-wrap gap-1.5">
              {suggestions.map((one, index) => (
                <li
                  key={index}
                  className="max-w-full truncate rounded-full border bg-surface px-2.5 py-1 text-xs"
                >
                  {one}
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className="border-t px-4 py-3">
          <p className="flex items-center justify-between rounded-control border px-2.5 py-1.5 text-sm text-ink-3">
            {t("ask")} <SendHorizontal aria-hidden className="size-4" />
          </p>
          {look.footer && <p className="mt-2 text-xs break-words text-ink-2">{look.footer}</p>}
        </div>
      </div>
      <figcaption className="mt-2 text-xs text-ink-2">{t("previewNote")}</figcaption>
    </figure>
  );
}

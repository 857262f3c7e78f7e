"use client";

import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { NavLinks } from "./nav-links";
import { PersonMenu } from "./person-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";

export interface RailProps {
  folded: boolean;
  onFold: (folded: boolean) => void;
  onOpenPalette: () => void;
}

/** The left edge on anything wider than a phone. */
export function Rail({ folded, onFold, onOpenPalette }: RailProps) {
  const t = useTranslations("shell");
  return (
    <aside
      className={cn(
        "flex h-dvh shrink-0 flex-col gap-3 border-r bg-canvas p-2.5 transition-[width] max-sm:hidden",
        folded ? "w-14 px-2" : "w-55",
      )}
    >
      <WorkspaceSwitcher folded={folded} />
      <PaletteButton folded={folded} onClick={onOpenPalette} />
      <NavLinks folded={folded} />
      <div className="grow" />
      <IconButton
        icon={folded ? PanelLeftOpen : PanelLeftClose}
        label={folded ? t("rail.unfold") : t("rail.fold")}
        tooltipSide="right"
        className={cn(folded ? "mx-auto" : "ml-0.5")}
        onClick={() => onFold(!folded)}
      />
      <PersonMenu folded={folded} />
    </aside>
  );
}

function PaletteButton({ folded, onClick }: { folded: boolean; onClick: () => void }) {
  const t = useTranslations("shell.palette");
  const common = useTranslations("common");
  if (folded) {
    return (
      <IconButton
        icon={Search}
        label={t("open")}
        tooltipSide="right"
        className="mx-auto"
        onClick={onClick}
      />
    );
  }
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={t("open")}
      className="flex h-8 items-center gap-2.5 rounded-control border bg-surface px-2.5 text-ink-2 transition-colors hover:border-line-strong hover:text-ink"
    >
      <Search aria-hidden className="size-4" />
      <span className="grow text-left">{common("search")}</span>
      <Kbd>{t("shortcut")}</Kbd>
    </button>
  );
}

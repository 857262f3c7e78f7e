"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { NavLinks } from "./nav-links";
import { PersonMenu } from "./person-menu";
import { useWorkspace } from "./workspace-context";
import { WorkspaceSwitcher } from "./workspace-switcher";

const Sheet = dynamic(async () => (await import("@/components/ui/dialog")).Sheet, { ssr: false });

/** The top bar on a phone; its menu opens as a sheet. */
export function PhoneBar({ onOpenPalette }: { onOpenPalette: () => void }) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState(false);
  const { name } = useWorkspace();
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-canvas px-2 sm:hidden">
      <IconButton
        icon={MenuIcon}
        size="lg"
        label={t("menu")}
        tooltip={false}
        onClick={() => setOpen(true)}
      />
      <p className="min-w-0 grow truncate font-semibold">{name}</p>
      <IconButton
        icon={Search}
        size="lg"
        label={t("palette.open")}
        tooltip={false}
        onClick={onOpenPalette}
      />
      {open && (
        <Sheet side="left" size="sm" open onOpenChange={setOpen} title={t("menu")}>
          <div className="flex min-h-full flex-col gap-4">
            <WorkspaceSwitcher />
            <NavLinks onNavigate={() => setOpen(false)} />
            <div className="grow" />
            <PersonMenu />
          </div>
        </Sheet>
      )}
    </header>
  );
}

"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PhoneBar } from "./phone-bar";
import { Rail } from "./rail";
import { useRailChoice } from "./rail-state";
import { useWorkspace } from "./workspace-context";

const CommandPalette = dynamic(async () => (await import("./command-palette")).CommandPalette, {
  ssr: false,
});

/** The frame around every page of a workspace. `main` fills what the rail leaves and scrolls by itself. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const [palette, setPalette] = useState(false);
  const [choice, setFolded] = useRailChoice();
  const onCanvas = useOnCanvas();
  useShortcut(() => setPalette((open) => !open));
  return (
    <div className="flex h-dvh max-sm:flex-col">
      <a
        href="#main"
        className="sr-only rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-60"
      >
        {t("skipToContent")}
      </a>
      <Rail folded={choice ?? onCanvas} onFold={setFolded} onOpenPalette={() => setPalette(true)} />
      <PhoneBar onOpenPalette={() => setPalette(true)} />
      <main
        id="main"
        tabIndex={-1}
        className="relative min-h-0 min-w-0 grow overflow-y-auto outline-none"
      >
        {children}
      </main>
      {palette && <CommandPalette open onOpenChange={setPalette} />}
    </div>
  );
}

/** The editor wants every pixel: there the rail is folded unless the person chose otherwise. */
function useOnCanvas(): boolean {
  const { slug } = useWorkspace();
  return usePathname().startsWith(`/${slug}/workflows/`);
}

/** Ctrl or Cmd and K, from anywhere, text fields too. */
function useShortcut(toggle: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}

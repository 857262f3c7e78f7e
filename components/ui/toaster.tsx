"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";
import { useTranslations } from "use-intl";

/** Where toasts appear; show one with `toast(...)` from "sonner". */
export function Toaster() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-center"
      containerAriaLabel={t("notifications")}
      toastOptions={{
        duration: 6000,
        classNames: {
          toast:
            "!rounded-card !border !border-line !bg-surface !text-ink !shadow-float !font-sans !text-sm",
          description: "!text-ink-2",
          actionButton: "!bg-accent !text-on-accent !rounded-control !h-7",
        },
      }}
    />
  );
}

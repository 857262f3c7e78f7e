"use client";

import { useTheme } from "next-themes";
import { Toaster } from "sonner";
import { useTranslations } from "use-intl";

/** Where toasts appear, those shown before it was there too. */
export function ToastRegion() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
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

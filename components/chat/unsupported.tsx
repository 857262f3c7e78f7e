"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** A statement that no passage backs: told apart by its line and, for screen readers, in words. */
export function Unsupported({ children }: { children: ReactNode }) {
  const t = useTranslations("chat");
  return (
    <mark
      title={t("unsupported")}
      className="bg-transparent text-ink-2 underline decoration-refuse decoration-dotted decoration-2 underline-offset-4"
    >
      {children}
      <span className="sr-only"> ({t("unsupported")})</span>
    </mark>
  );
}

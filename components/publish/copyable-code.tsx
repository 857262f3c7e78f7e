"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

/** Some lines to paste elsewhere. `label` names them, for the button and for screen readers. */
export function CopyableCode({ label, code }: { label: string; code: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <figure>
      <figcaption className="mb-1.5 flex items-center justify-between gap-3">
        <span className="text-sm font-medium">{label}</span>
        <Button size="sm" onClick={() => void copy()}>
          <Icon aria-hidden className="size-4" />
          <span aria-live="polite">{copied ? t("copied") : t("copy")}</span>
        </Button>
      </figcaption>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
        tabIndex={0}
        aria-label={label}
        className="overflow-x-auto rounded-card border bg-raised px-3 py-2.5 font-mono text-xs"
      >
        {code}
      </pre>
    </figure>
  );
}

"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { SetupStep } from "@/lib/connectors/_contract/definition";

/** What to do at the source, step by step, with what has to be copied there. */
export function SetupSteps({
  steps,
  redirectUri,
  open,
}: {
  steps: readonly SetupStep[];
  /** Where the service sends people back to; undefined until it is known. */
  redirectUri: string | undefined;
  open: boolean;
}) {
  const t = useTranslations("connections.form");
  return (
    <details open={open} className="rounded-card border bg-raised px-3.5 py-2.5">
      <summary className="min-h-6 text-sm font-medium">{t("steps")}</summary>
      <ol className="mt-2 list-decimal space-y-3 pl-5 text-sm">
        {steps.map(({ text, copy }) => (
          <li key={text} className="text-pretty">
            {text}
            {copy !== undefined && (
              <CopyBox text={copy.replace("{redirectUri}", redirectUri ?? "…")} />
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function CopyBox({ text }: { text: string }) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="mt-1.5 flex items-start gap-1 rounded-control border bg-surface p-1 pl-2">
      <code className="min-w-0 grow py-1 text-xs break-all whitespace-pre-wrap">{text}</code>
      <IconButton
        icon={copied ? Check : Copy}
        size="sm"
        label={copied ? t("common.copied") : t("connections.form.copy")}
        onClick={() => void copy()}
      />
    </div>
  );
}

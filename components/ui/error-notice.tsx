"use client";

import { CircleAlert, Copy } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { Button } from "./button";
import { cn } from "./cn";

export interface ErrorNoticeProps {
  /** Anything thrown by a tRPC call or an upload, or a stored `{ code, params }`. */
  error: unknown;
  onRetry?: () => void;
  /** More that can be done about it, beside "Try again". */
  actions?: ReactNode;
  className?: string;
}

/** What happened, why and what to do; the technical detail folds out and can be copied. */
export function ErrorNotice({ error, onRetry, actions, className }: ErrorNoticeProps) {
  const t = useTranslations("common");
  const text = useErrorText(error);
  return (
    <div
      role="alert"
      className={cn("flex gap-3 rounded-card bg-danger-soft px-3.5 py-3 text-sm", className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 text-danger-ink" />
      <div className="min-w-0 grow">
        <p className="font-medium break-words">{text.what}</p>
        {text.next && <p className="mt-0.5 break-words text-ink-2">{text.next}</p>}
        {text.page !== undefined && (
          <p className="mt-1">
            <a
              href={text.page}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex min-h-6 items-center text-accent-ink underline underline-offset-2"
            >
              {t("openPage", { host: new URL(text.page).hostname })}
            </a>
          </p>
        )}
        {(onRetry ?? actions) && (
          <div className="mt-2.5 flex flex-wrap gap-2">
            {onRetry && (
              <Button size="sm" onClick={onRetry}>
                {t("retry")}
              </Button>
            )}
            {actions}
          </div>
        )}
        <Detail text={text.detail} />
      </div>
    </div>
  );
}

function Detail({ text }: { text: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <details className="mt-2 text-xs text-ink-2">
      <summary className="inline-flex min-h-6 items-center rounded-control hover:text-ink">
        {t("technicalDetail")}
      </summary>
      <pre className="mt-1 overflow-x-auto rounded-control bg-surface p-2 font-mono whitespace-pre-wrap">
        {text}
      </pre>
      <Button size="sm" variant="ghost" className="mt-1 -ml-2" onClick={() => void copy()}>
        <Copy aria-hidden className="size-3.5" />
        <span aria-live="polite">{copied ? t("copied") : t("copyDetail")}</span>
      </Button>
    </details>
  );
}

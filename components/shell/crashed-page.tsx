"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { FullPage } from "@/components/ui/full-page";

/** Shown where a page threw. `digest` finds the failure in the server's log. */
export function CrashedPage({
  digest,
  onRetry,
}: {
  digest: string | undefined;
  onRetry: () => void;
}) {
  const t = useTranslations("common");
  return (
    <FullPage
      title={t("crashed.title")}
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            {t("retry")}
          </Button>
          {digest && <p className="mt-6 font-mono text-xs text-ink-3">{digest}</p>}
        </>
      }
    >
      {t("crashed.body")}
    </FullPage>
  );
}

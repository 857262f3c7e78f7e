"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { TestedConnection, TestResult } from "./use-save-connection";

export interface ConnectionTestedProps {
  result: TestResult;
  onClose: () => void;
  onBack: () => void;
}

/** What came of the test: the models there are, or why it does not work yet. */
export function ConnectionTested({ result, onClose, onBack }: ConnectionTestedProps) {
  const t = useTranslations("models");
  const common = useTranslations("common");
  const failed = "error" in result;
  return (
    <div className="space-y-4">
      {failed ? (
        <>
          <p className="text-ink-2">{t("notWorking")}</p>
          <ErrorNotice error={result.error} />
        </>
      ) : (
        <Found tested={result} />
      )}
      <div className="flex justify-end gap-2">
        {failed && <Button onClick={onBack}>{common("edit")}</Button>}
        <Button variant="primary" onClick={onClose}>
          {common("done")}
        </Button>
      </div>
    </div>
  );
}

function Found({ tested: { models, tried } }: { tested: TestedConnection }) {
  const t = useTranslations("models");
  return (
    <>
      <p role="status" className="flex gap-2.5">
        <CircleCheck aria-hidden className="mt-0.5 size-4 text-accent-ink" />
        {t("found", { count: models.length })}
      </p>
      {tried?.error && (
        <>
          <p className="text-ink-2">{t("triedFailed", { model: tried.model })}</p>
          <ErrorNotice error={tried.error} />
        </>
      )}
      {models.length > 0 && (
        <ul className="max-h-56 overflow-y-auto rounded-card border px-3.5 py-2 font-mono text-xs">
          {models.map((model) => (
            <li key={model.id} className="py-0.5 break-all">
              {model.id}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

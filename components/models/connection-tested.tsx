"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { ModelFacts } from "./model-facts";
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

/** That it works, and the models it reaches. */
export function Found({ tested: { models, tried } }: { tested: TestedConnection }) {
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
      {models.length > 0 && <ModelFacts models={models} />}
    </>
  );
}

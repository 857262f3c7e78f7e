"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import type { RouterOutputs } from "@/lib/trpc/client";

export type TestedSource = RouterOutputs["sourceConnection"]["test"];

/** What a test looked at: what is there, and what exactly is missing. */
export function Checks({ type, tested }: { type: string; tested: TestedSource }) {
  const t = useTranslations("connections");
  const texts = withDynamicKeys(useTranslations());
  return (
    <div className="space-y-3" role="status">
      {tested.account !== null && (
        <p className="text-ink-2">{t("account", { account: tested.account })}</p>
      )}
      <ul className="space-y-2">
        {tested.checks.map(({ code, ok, params }) => {
          const Icon = ok ? CircleCheck : CircleAlert;
          return (
            <li key={code} className="flex gap-2.5">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${ok ? "text-accent-ink" : "text-danger-ink"}`}
              />
              <span className="min-w-0 break-words">
                {texts(`connectors.${type}.checks.${code}.${ok ? "ok" : "missing"}`, params)}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

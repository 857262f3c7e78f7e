"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import type { RouterOutputs } from "@/lib/trpc/client";
import { FailureReason } from "./failure-reason";
import { mailStateOf, STATE_TONES } from "./mail-state";

type Delivery = NonNullable<RouterOutputs["alert"]["view"]>["deliveries"][number];

/** What was told to the address for alerts, and how it went. */
export function AlertList({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useTranslations("settings.alerts");
  const kinds = withDynamicKeys(useTranslations("settings.alerts.kind"));
  return (
    <ul aria-label={t("recent")} className="rounded-card border bg-surface">
      {deliveries.map((delivery) => {
        const state = mailStateOf(delivery);
        return (
          <li key={delivery.id} className="border-b px-4 py-2 last:border-b-0">
            <div className="flex items-center justify-between gap-3">
              <span className="truncate">
                {kinds.has(delivery.kind) ? kinds(delivery.kind) : delivery.kind}
              </span>
              <span className="flex shrink-0 items-center gap-3 text-ink-2">
                <RelativeTime date={delivery.createdAt} />
                <Badge tone={STATE_TONES[state]}>{t(`state.${state}`)}</Badge>
              </span>
            </div>
            {delivery.error && <FailureReason error={delivery.error} />}
          </li>
        );
      })}
    </ul>
  );
}

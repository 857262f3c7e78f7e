"use client";

import { useCallback } from "react";
import { useFormatter } from "use-intl";

/** Amounts in US dollars: cents where they are enough, more digits for what is less than a cent. */
export function useMoney(): (amount: number) => string {
  const format = useFormatter();
  return useCallback(
    (amount: number) =>
      format.number(amount, {
        style: "currency",
        currency: "USD",
        maximumFractionDigits: amount !== 0 && Math.abs(amount) < 0.1 ? 4 : 2,
      }),
    [format],
  );
}

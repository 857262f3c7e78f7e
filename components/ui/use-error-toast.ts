"use client";

import { useCallback } from "react";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";
import { errorToast } from "./toast";

/** For actions without a place of their own to show a failure: an `onError` that says it in a toast. */
export function useErrorToast(): (error: unknown) => void {
  const format = useErrorFormatter();
  return useCallback(
    (error: unknown) => {
      const { what, next } = format(error);
      errorToast(what, { description: next || undefined, duration: 10_000 });
    },
    [format],
  );
}

"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { errorText, type ErrorText } from "./error-text";
import { withDynamicKeys } from "./dynamic-keys";

/** The user's words for a failure: of a tRPC call, of an upload, or stored with a document or a run. */
export function useErrorText(error: unknown): ErrorText {
  return useErrorFormatter()(error);
}

/** The same for many failures, or for ones that come up in event handlers. */
export function useErrorFormatter(): (error: unknown) => ErrorText {
  const t = useTranslations();
  return useCallback((error: unknown) => errorText(error, withDynamicKeys(t)), [t]);
}

"use client";

import { CrashedPage } from "@/components/shell/crashed-page";

export default function WorkspaceError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <CrashedPage digest={error.digest} onRetry={reset} />;
}

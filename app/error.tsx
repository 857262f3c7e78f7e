"use client";

import { CrashedPage } from "@/components/shell/crashed-page";

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="min-h-dvh">
      <CrashedPage digest={error.digest} onRetry={reset} />
    </main>
  );
}

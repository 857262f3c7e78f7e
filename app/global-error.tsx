"use client";

import { CrashedPage } from "@/components/shell/crashed-page";
import { MessagesProvider } from "@/lib/i18n/provider";
import "./globals.css";

/** Replaces even the root layout, so it brings its own page and messages. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main id="main" className="min-h-dvh">
          <MessagesProvider>
            <CrashedPage digest={error.digest} onRetry={reset} />
          </MessagesProvider>
        </main>
      </body>
    </html>
  );
}

"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { SourceConnection } from "./connection-table";
import { TestDialog } from "./test-dialog";

/** What came of signing in at a service, when the browser has just come back from there: a test of what it can do now, or why not. */
export function SignInOutcome({ connections }: { connections: readonly SourceConnection[] }) {
  const common = useTranslations("common");
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const close = () => router.replace(pathname, { scroll: false });
  const reason = params.get("signInFailed");
  if (reason !== null) {
    return (
      <ErrorNotice
        className="mb-4"
        error={{ code: "connector.sign-in", params: { reason } }}
        actions={
          <Button size="sm" onClick={close}>
            {common("close")}
          </Button>
        }
      />
    );
  }
  const connection = connections.find(({ id }) => id === params.get("signedIn"));
  return connection ? <TestDialog connection={connection} onClose={close} /> : null;
}

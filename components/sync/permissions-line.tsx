import Link from "next/link";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import type { SyncView } from "./run-state";

/** Whose questions the documents of a source answer, and how fresh that is; where to look with the eyes of others. */
export function PermissionsLine({ sync }: { sync: SyncView }) {
  const t = useTranslations("connections.sync.permissions");
  const { slug } = useWorkspace();
  const mayViewAs = useCan("knowledge.view-as");
  const { respectsPermissions, permissionsReadAt: when, permissionsCount } = sync;
  const key = !respectsPermissions
    ? "none"
    : !when
      ? "reading"
      : permissionsCount
        ? "read"
        : "over";
  return (
    <p className="text-sm text-pretty text-ink-2">
      {t(key, { when: when ?? new Date(0) })}
      {respectsPermissions && mayViewAs && (
        <>
          {" "}
          <Link
            href={`/${slug}/knowledge?tab=stores`}
            className="text-accent-ink underline underline-offset-4"
          >
            {t("viewAs")}
          </Link>
        </>
      )}
    </p>
  );
}

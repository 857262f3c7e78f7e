import { useTranslations } from "use-intl";
import type { SyncView } from "./run-state";

/** Whose questions the documents of a source answer, and how fresh that is. */
export function PermissionsLine({ sync }: { sync: SyncView }) {
  const t = useTranslations("connections.sync.permissions");
  const { respectsPermissions, permissionsReadAt: when, permissionsCount } = sync;
  const key = !respectsPermissions
    ? "none"
    : !when
      ? "reading"
      : permissionsCount
        ? "read"
        : "over";
  return <p className="text-sm text-pretty text-ink-2">{t(key, { when: when ?? new Date(0) })}</p>;
}

"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { tabHref } from "@/components/knowledge/knowledge-tabs";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Popover } from "@/components/ui/popover";
import type { ConnectionSummary } from "./connection-table";

type User = ConnectionSummary["usedBy"][number];

/** How many workflows and stores use a connection; opened, which steps of them, each a link to it. */
export function ConnectionUsers({
  connection: { name, usedBy },
}: {
  connection: ConnectionSummary;
}) {
  const t = useTranslations("models");
  const text = t("usedBy", { count: usedBy.length });
  if (usedBy.length === 0) return <>{text}</>;
  return (
    <Popover
      label={t("usersOf", { name })}
      align="end"
      trigger={
        <button
          type="button"
          className="min-h-6 rounded-control underline decoration-dotted underline-offset-4"
        >
          {text}
        </button>
      }
    >
      <UserList users={usedBy} />
    </Popover>
  );
}

/** Workflows with their steps, and stores, as links. */
export function UserList({ users }: { users: readonly User[] }) {
  const { slug } = useWorkspace();
  const link =
    "inline-flex min-h-6 items-center text-accent-ink underline-offset-4 hover:underline break-words";
  return (
    <ul className="space-y-2 text-sm">
      {users.map(({ kind, id, name, nodes }) => (
        <li key={`${kind} ${id}`}>
          <Link
            href={kind === "store" ? tabHref(slug, "stores") : `/${slug}/workflows/${id}`}
            className={`${link} font-medium`}
          >
            {name}
          </Link>
          {nodes.length > 0 && (
            <ul className="pl-3">
              {nodes.map((node) => (
                <li key={node.id}>
                  <Link
                    href={`/${slug}/workflows/${id}?node=${encodeURIComponent(node.id)}`}
                    className={link}
                  >
                    {node.name || node.id}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";

export interface UsersOf {
  workflows: readonly { id: string; name: string }[];
  stores?: readonly { id: string; name: string }[];
}

/** Who would miss what is about to be deleted, by name. */
export function UsedByList({ workflows, stores = [] }: UsersOf) {
  const t = useTranslations("stores.usage");
  const { slug } = useWorkspace();
  return (
    <>
      {workflows.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <div>
          <p>{t("workflows", { count: workflows.length })}</p>
          <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
            {workflows.map(({ id, name }) => (
              <li key={id}>
                <Link
                  href={`/${slug}/workflows/${id}`}
                  className="break-words text-accent-ink underline underline-offset-4"
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {stores.length > 0 && (
        <div>
          <p>{t("stores", { count: stores.length })}</p>
          <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
            {stores.map(({ id, name }) => (
              <li key={id} className="break-words">
                {name}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

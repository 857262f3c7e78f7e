"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { isWithin, useNavItems } from "./nav-items";
import { useWorkspace } from "./workspace-context";

/** The pages of a workspace. `folded` shows icons only, with the name as tooltip. */
export function NavLinks({ folded, onNavigate }: { folded?: boolean; onNavigate?: () => void }) {
  const t = useTranslations("shell.nav");
  const pathname = usePathname();
  const { slug } = useWorkspace();
  const navItems = useNavItems();
  return (
    <nav aria-label={t("label")}>
      <ul className="space-y-0.5">
        {navItems.map(({ key, icon: Icon }) => {
          const href = `/${slug}/${key}`;
          const current = isWithin(pathname, href);
          const link = (
            <Link
              href={href}
              onClick={onNavigate}
              aria-current={current ? "page" : undefined}
              aria-label={folded ? t(key) : undefined}
              className={cn(
                "flex h-8 items-center gap-2.5 rounded-control px-2.5 text-ink-2 transition-colors hover:bg-raised hover:text-ink max-sm:h-10",
                current && "bg-pressed font-medium text-ink hover:bg-pressed",
                folded && "justify-center px-0",
              )}
            >
              <Icon aria-hidden className="size-4" />
              {!folded && <span className="truncate">{t(key)}</span>}
            </Link>
          );
          return (
            <li key={key}>
              {folded ? (
                <Tooltip label={t(key)} side="right">
                  {link}
                </Tooltip>
              ) : (
                link
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Menu, MenuItem, MenuLabel, MenuRadioGroup, MenuSeparator } from "@/components/ui/menu";
import { endSession } from "@/lib/auth/browser-session";
import { useTRPC } from "@/lib/trpc/client";
import { useWorkspace } from "./workspace-context";

export function PersonMenu({ folded }: { folded?: boolean }) {
  const t = useTranslations("shell.person");
  const router = useRouter();
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { theme = "system", setTheme } = useTheme();
  const me = useQuery(trpc.account.me.queryOptions());
  const name = me.data?.name ?? "";
  return (
    <Menu
      side="top"
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={t("label", { name })}
          className={cn(
            "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-control px-1.5 hover:bg-raised",
            folded && "justify-center px-0",
          )}
        >
          <Avatar name={name} className="rounded-full" />
          {!folded && <span className="min-w-0 grow truncate text-left">{name}</span>}
        </button>
      }
    >
      <MenuLabel>{me.data?.email}</MenuLabel>
      <MenuSeparator />
      <MenuLabel>{t("theme")}</MenuLabel>
      <MenuRadioGroup
        value={theme}
        onValueChange={setTheme}
        options={[
          { value: "light", label: t("light"), icon: Sun },
          { value: "dark", label: t("dark"), icon: Moon },
          { value: "system", label: t("system"), icon: Monitor },
        ]}
      />
      <MenuSeparator />
      <MenuItem icon={KeyRound} onSelect={() => router.push(`/${slug}/settings?tab=account`)}>
        {t("changePassword")}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => void endSession()}>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

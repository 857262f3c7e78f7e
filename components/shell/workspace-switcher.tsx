"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { useTRPC } from "@/lib/trpc/client";
import { useWorkspace } from "./workspace-context";

const NameDialog = dynamic(async () => (await import("@/components/ui/name-dialog")).NameDialog, {
  ssr: false,
});

export function WorkspaceSwitcher({ folded }: { folded?: boolean }) {
  const t = useTranslations();
  const router = useRouter();
  const trpc = useTRPC();
  const workspace = useWorkspace();
  const me = useQuery(trpc.account.me.queryOptions());
  const [creating, setCreating] = useState(false);
  const create = useMutation(
    trpc.workspace.create.mutationOptions({
      onSuccess: ({ slug }) => router.push(`/${slug}/workflows`),
    }),
  );
  return (
    <>
      <Menu
        className="w-60"
        trigger={
          <button
            type="button"
            aria-label={t("shell.switcher.label", { name: workspace.name })}
            className={cn(
              "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-control px-1.5 hover:bg-raised",
              folded && "justify-center px-0",
            )}
          >
            <Avatar name={workspace.name} className="bg-accent text-on-accent" />
            {!folded && (
              <>
                <span className="min-w-0 grow truncate text-left font-semibold">
                  {workspace.name}
                </span>
                <ChevronsUpDown aria-hidden className="size-4 text-ink-3" />
              </>
            )}
          </button>
        }
      >
        <MenuLabel>{t("shell.switcher.heading")}</MenuLabel>
        {me.data?.workspaces.map(({ slug, name }) => (
          <MenuItem key={slug} asChild>
            <Link href={`/${slug}/workflows`}>
              <Avatar name={name} className="size-6" />
              <span className="grow truncate">{name}</span>
              {slug === workspace.slug && <Check aria-hidden className="size-4 text-accent-ink" />}
            </Link>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem icon={Plus} onSelect={() => setCreating(true)}>
          {t("shell.switcher.new")}
        </MenuItem>
      </Menu>
      {creating && (
        <NameDialog
          open
          onOpenChange={setCreating}
          title={t("shell.switcher.newTitle")}
          description={t("shell.switcher.newHelp")}
          submitLabel={t("common.create")}
          onSubmit={(name) => create.mutate({ name })}
          busy={create.isPending || create.isSuccess}
          error={create.error}
        />
      )}
    </>
  );
}

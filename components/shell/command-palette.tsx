"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  FileText,
  FileUp,
  KeyRound,
  LogOut,
  MailPlus,
  Plug,
  Plus,
  Search,
  SunMoon,
  Workflow,
  type LucideIcon,
} from "lucide-react";
import { useTheme } from "next-themes";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { endSession } from "@/lib/auth/browser-session";
import { useTRPC } from "@/lib/trpc/client";
import { useNavItems } from "./nav-items";
import { useCan, useWorkspace } from "./workspace-context";

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every page, workflow, document and action, by typing a part of its name. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const t = useTranslations("shell.palette");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-in bg-scrim duration-120 fade-in" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-140 -translate-x-1/2 animate-in overflow-hidden rounded-panel border bg-surface shadow-float duration-120 fade-in"
        >
          <Radix.Title className="sr-only">{t("title")}</Radix.Title>
          <Command label={t("title")} loop>
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="size-4 text-ink-3" />
              <Command.Input
                placeholder={t("placeholder")}
                className="h-12 grow bg-transparent text-sm outline-none max-sm:text-base"
              />
            </div>
            <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-sm text-ink-2">
                {t("empty")}
              </Command.Empty>
              <Entries close={() => onOpenChange(false)} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Entries({ close }: { close: () => void }) {
  const t = useTranslations("shell");
  const trpc = useTRPC();
  const router = useRouter();
  const navItems = useNavItems();
  const { slug: workspace } = useWorkspace();
  const workflows = useQuery(trpc.workflow.list.queryOptions({ workspace }));
  const documents = useQuery(trpc.document.list.queryOptions({ workspace, limit: MAX_DOCUMENTS }));
  const go = (path: string) => {
    close();
    router.push(`/${workspace}/${path}`);
  };
  return (
    <>
      <Group heading={t("palette.pages")}>
        {navItems.map(({ key, icon }) => (
          <Entry key={key} id={`page-${key}`} icon={icon} onSelect={() => go(key)}>
            {t(`nav.${key}`)}
          </Entry>
        ))}
      </Group>
      <Actions go={go} close={close} />
      <Group heading={t("palette.workflows")}>
        {workflows.data?.map(({ id, name }) => (
          <Entry key={id} id={id} icon={Workflow} onSelect={() => go(`workflows/${id}`)}>
            {name}
          </Entry>
        ))}
      </Group>
      <Group heading={t("palette.documents")}>
        {documents.data?.items.map(({ id, name }) => (
          <Entry key={id} id={id} icon={FileText} onSelect={() => go(`knowledge/documents/${id}`)}>
            {name}
          </Entry>
        ))}
      </Group>
    </>
  );
}

/** cmdk ranks everything on each key stroke; beyond this the list of documents is the better place to search. */
const MAX_DOCUMENTS = 500;

function Actions({ go, close }: { go: (path: string) => void; close: () => void }) {
  const t = useTranslations("shell");
  const { resolvedTheme, setTheme } = useTheme();
  const can = {
    workflow: useCan("workflow.edit"),
    knowledge: useCan("knowledge.edit"),
    models: useCan("models.manage"),
    members: useCan("members.manage"),
  };
  const toggleTheme = () => {
    setTheme(resolvedTheme === "dark" ? "light" : "dark");
    close();
  };
  return (
    <Group heading={t("palette.actions")}>
      {can.workflow && (
        <Entry id="new-workflow" icon={Plus} onSelect={() => go("workflows?new")}>
          {t("palette.newWorkflow")}
        </Entry>
      )}
      {can.knowledge && (
        <Entry id="upload" icon={FileUp} onSelect={() => go("knowledge")}>
          {t("palette.uploadDocuments")}
        </Entry>
      )}
      {can.models && (
        <Entry id="add-model" icon={Plug} onSelect={() => go("models?add")}>
          {t("palette.addModel")}
        </Entry>
      )}
      {can.members && (
        <Entry id="invite" icon={MailPlus} onSelect={() => go("settings?tab=people&invite")}>
          {t("palette.invite")}
        </Entry>
      )}
      <Entry id="theme" icon={SunMoon} onSelect={toggleTheme}>
        {t("palette.toggleTheme")}
      </Entry>
      <Entry id="password" icon={KeyRound} onSelect={() => go("settings?tab=account")}>
        {t("person.changePassword")}
      </Entry>
      <Entry id="sign-out" icon={LogOut} onSelect={() => void endSession()}>
        {t("person.signOut")}
      </Entry>
    </Group>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

interface EntryProps {
  /** Tells apart two entries of the same name. */
  id: string;
  icon: LucideIcon;
  children: string;
  onSelect: () => void;
}

function Entry({ id, icon: Icon, children, onSelect }: EntryProps) {
  return (
    <Command.Item
      value={`${children} ${id}`}
      onSelect={onSelect}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 text-sm data-[selected=true]:bg-raised"
    >
      <Icon aria-hidden className="size-4 text-ink-2" />
      <span className="truncate">{children}</span>
    </Command.Item>
  );
}

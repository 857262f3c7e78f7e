"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight, Database, Folder, Globe, List, Table2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import type { ConnectorWords, ContainerIcon } from "@/lib/connectors/_contract/words";
import { cn } from "@/components/ui/cn";
import { ErrorNotice } from "@/components/ui/error-notice";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";

type Node = RouterOutputs["sourceConnection"]["children"]["nodes"][number];

export interface PickedNode {
  id: string;
  scope: string;
  /** Labels from the top of the tree. */
  path: readonly string[];
}

export interface SourceTreeProps {
  connectionId: string;
  picked: PickedNode | null;
  /** What its parts are. */
  icons: ConnectorWords["icons"];
  onPick: (node: PickedNode) => void;
}

const ICONS = {
  folder: Folder,
  database: Database,
  table: Table2,
  list: List,
  site: Globe,
} as const satisfies Record<ContainerIcon, unknown>;

/** What a connection reaches, a level at a time, as it is opened; any part can be picked. */
export function SourceTree(props: SourceTreeProps) {
  return (
    <div
      role="group"
      aria-labelledby="pick-label"
      className="max-h-64 overflow-y-auto rounded-card border p-1.5"
    >
      <Level {...props} parent={null} path={[]} />
    </div>
  );
}

interface LevelProps extends SourceTreeProps {
  parent: string | null;
  path: readonly string[];
}

function Level(props: LevelProps) {
  const { connectionId, parent, path } = props;
  const t = useTranslations("connections.source");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const level = useInfiniteQuery(
    trpc.sourceConnection.children.infiniteQueryOptions(
      { workspace, id: connectionId, parent },
      {
        getNextPageParam: ({ next }) => next,
        initialCursor: null,
        retry: false,
        staleTime: 60_000,
      },
    ),
  );
  if (level.isPending) return <Skeleton className="h-8 w-full" />;
  if (level.error) {
    return <ErrorNotice error={level.error} onRetry={() => void level.refetch()} />;
  }
  const nodes = level.data.pages.flatMap((page) => page.nodes);
  if (nodes.length === 0) return <p className="px-2 py-1 text-xs text-ink-2">{t("nothing")}</p>;
  return (
    <ul className={cn(path.length > 0 && "ml-4 border-l pl-1.5")}>
      {nodes.map((node) => (
        <TreeNode key={node.id} {...props} node={node} path={[...path, node.label]} />
      ))}
      {level.hasNextPage && (
        <li>
          <Button size="sm" variant="ghost" onClick={() => void level.fetchNextPage()}>
            {t("more")}
          </Button>
        </li>
      )}
    </ul>
  );
}

function TreeNode({ node, ...props }: LevelProps & { node: Node }) {
  const { picked, onPick, path, icons } = props;
  const t = useTranslations("connections.source");
  const [open, setOpen] = useState(false);
  const { id, label, scope, expandable } = node;
  const chosen = picked?.id === id;
  const Icon = ICONS[expandable ? icons.branch : icons.leaf];
  return (
    <li>
      <div
        className={cn("flex items-center rounded-control hover:bg-raised", chosen && "bg-pressed")}
      >
        {expandable ? (
          <IconButton
            icon={open ? ChevronDown : ChevronRight}
            size="sm"
            label={open ? t("close", { name: label }) : t("open", { name: label })}
            aria-expanded={open}
            tooltip={false}
            onClick={() => setOpen(!open)}
          />
        ) : (
          <span className="size-7" />
        )}
        <button
          type="button"
          aria-pressed={chosen}
          disabled={scope === null}
          onClick={() => scope !== null && onPick({ id, scope, path })}
          className="flex min-h-7 min-w-0 grow items-center gap-2 rounded-control px-1.5 text-left"
        >
          <Icon aria-hidden className="size-4 shrink-0 text-ink-2" />
          <span className={cn("truncate", chosen && "font-medium")}>{label}</span>
        </button>
      </div>
      {open && <Level {...props} parent={id} />}
    </li>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { promptMessages } from "@/lib/i18n/scopes/prompt";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import { PromptParts } from "./prompt-parts";
import type { SeePromptProps } from "./see-prompt";

export interface PromptDialogProps extends SeePromptProps {
  onClose: () => void;
}

/** What a node sends to its model, part by part, with the tokens of each. */
export function PromptDialog(props: PromptDialogProps) {
  return (
    <MessagesScope messages={promptMessages}>
      <Content {...props} />
    </MessagesScope>
  );
}

function Content({ nodeId, runId, onClose }: PromptDialogProps) {
  const t = useTranslations("prompt");
  const texts = useNodeTexts();
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { workflowId } = useEditorSession();
  const node = useEditor((state) => state.graph.nodes.find(({ id }) => id === nodeId));
  const prompt = useQuery(
    trpc.run.prompt.queryOptions({ workspace, workflowId, nodeId, runId }, { gcTime: 0 }),
  );
  const { data } = prompt;
  const about = runId !== undefined ? "ofRun" : data?.asked ? "ofLast" : "ofNone";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={t("title", { node: node ? texts.name(node) : nodeId })}
      description={data && data.missing === null && t(about)}
    >
      {prompt.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {prompt.error && <ErrorNotice error={prompt.error} />}
      {data?.missing === "built-in" && <p className="text-sm text-pretty">{t("builtIn")}</p>}
      {data?.missing === "gone" && <p className="text-sm text-pretty">{t("gone")}</p>}
      {data?.missing === null && <PromptParts prompt={data} />}
    </Dialog>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { promptMessages } from "@/lib/i18n/scopes/prompt";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import type { SeePromptProps } from "./see-prompt";

type Prompt = RouterOutputs["run"]["prompt"];

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
      {data?.missing === null && <Parts prompt={data} />}
    </Dialog>
  );
}

function Parts({ prompt: { parts, window, answer, passages } }: { prompt: Prompt }) {
  const t = useTranslations("prompt");
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  const left = passages.total - passages.sent;
  return (
    <div className="space-y-3">
      <p className="text-sm text-ink-2">{t("share", { tokens, window, answer })}</p>
      {left > 0 && (
        <p className="text-sm text-refuse-ink">{t("leftOut", { left, total: passages.total })}</p>
      )}
      {parts.map((part) => (
        <section key={part.kind} aria-label={t(`part.${part.kind}`)}>
          <h3 className="flex justify-between gap-3 text-sm font-medium">
            {t(`part.${part.kind}`)}
            <span className="font-normal text-ink-2 tabular-nums">
              {t("tokens", { tokens: part.tokens })}
            </span>
          </h3>
          <p className="mt-1 rounded-control border bg-raised px-3 py-2 text-xs break-words whitespace-pre-wrap">
            {part.text}
          </p>
        </section>
      ))}
    </div>
  );
}

"use client";

import { ListChecks, MessageCirclePlus, TextCursorInput, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Chat } from "@/components/chat/chat";
import { isOver, type Turn } from "@/components/chat/conversation";
import { useAttachments } from "@/components/chat/use-attachments";
import { useConversation } from "@/components/chat/use-conversation";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { AppError } from "@/lib/errors/app-error";
import type { Form } from "@/lib/graph/form";
import { IDLE_RUN, type RunState } from "@/lib/graph/run-state";
import { formInput } from "@/lib/nodes/form-input/definition";
import { useEditor, useEditorSession } from "../editor-context";
import { useDuration } from "../run-texts";
import { Preparing } from "./preparing";
import { Trace } from "./trace";

/** The docked chat: asks the saved workflow and shows each step beside the answer. */
export function TryIt({ onClose, wide }: { onClose?: () => void; wide: boolean }) {
  const t = useTranslations("editor.tryIt");
  const chat = useTranslations("chat");
  const { workspace, workflowId } = useEditorSession();
  const beforeAsk = useSaved();
  const conversation = useConversation({ workspace, workflowId, beforeAsk });
  const attachments = useAttachments({
    workspace,
    workflowId,
    conversation,
    beforeAttach: beforeAsk,
  });
  const takesFiles = useEditor((state) =>
    state.graph.nodes.some(({ type }) => type === "visitor-files"),
  );
  const run = useWatchedRun(conversation);
  const [trace, setTrace] = useState(false);
  const { greeting, suggestions } = useGreeting();
  const { form, canChoose, choose } = useForm();
  const blocked = useBlocked();
  const begun = useStore(conversation.store, (state) => state.conversationId !== null);
  const hasTurns = useStore(conversation.store, (state) => state.turns.length > 0);
  const showTrace = (key: string) => {
    conversation.watch(key);
    setTrace(true);
  };
  return (
    <section
      aria-label={t("title")}
      data-try-it
      className="flex h-full min-h-0 w-full flex-col bg-surface"
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b pr-2 pl-4">
        <h2 className="grow text-sm font-semibold">{t("title")}</h2>
        <IconButton
          size="sm"
          icon={ListChecks}
          label={t(trace ? "hideTrace" : "showTrace")}
          aria-pressed={trace}
          className={cn(trace && "bg-raised text-ink")}
          onClick={() => setTrace(!trace)}
        />
        {canChoose && (
          <IconButton
            size="sm"
            icon={TextCursorInput}
            label={t(form ? "asChat" : "asForm")}
            aria-pressed={form !== undefined}
            className={cn(form && "bg-raised text-ink")}
            onClick={choose}
          />
        )}
        <IconButton
          size="sm"
          icon={MessageCirclePlus}
          label={chat("new")}
          disabled={!hasTurns && !begun}
          onClick={() => conversation.reset()}
        />
        {onClose && <IconButton size="sm" icon={X} label={t("close")} onClick={onClose} />}
      </header>
      <div className="flex min-h-0 grow">
        {trace && (
          <div
            className={cn("min-h-0 overflow-y-auto", wide ? "w-70 shrink-0 border-r" : "w-full")}
          >
            <Trace run={run} />
          </div>
        )}
        <div className={cn("min-w-0", wide ? "w-100 shrink" : "grow", trace && !wide && "hidden")}>
          <Chat
            conversation={conversation}
            greeting={greeting}
            suggestions={suggestions}
            attachments={takesFiles ? attachments : undefined}
            form={form}
            blocked={blocked}
            notice={<Preparing />}
            turnFooter={(turn) => <StepsLink turn={turn} onShow={() => showTrace(turn.key)} />}
            failureActions={(failed) => <ShowFailedNode run={failed} />}
          />
        </div>
      </div>
    </section>
  );
}

/** A run uses what is saved: sends what isn't yet, and says so when that can't be done. */
function useSaved(): () => Promise<void> {
  const { autosave, store } = useEditorSession();
  return async () => {
    const { readOnly } = store.getState();
    if (!readOnly && !(await autosave.flush())) {
      throw new AppError("client.not-saved", "unavailable");
    }
  };
}

/** The run whose steps are shown, also on the canvas. */
function useWatchedRun(conversation: ReturnType<typeof useConversation>): RunState {
  const setRun = useEditor((state) => state.setRun);
  const run = useStore(
    conversation.store,
    ({ turns, watched }) => turns.find((turn) => turn.key === watched)?.run ?? IDLE_RUN,
  );
  useEffect(() => setRun(run), [run, setRun]);
  useEffect(() => () => setRun(IDLE_RUN), [setRun]);
  return run;
}

function useGreeting(): { greeting: string | undefined; suggestions: readonly string[] } {
  const params = useEditor(
    (state) => state.graph.nodes.find(({ type }) => type === "chat-input")?.params,
  );
  const { greeting, suggestions } = params ?? {};
  return {
    greeting: typeof greeting === "string" && greeting !== "" ? greeting : undefined,
    suggestions: Array.isArray(suggestions)
      ? suggestions.map(String).filter((one) => one.trim() !== "")
      : [],
  };
}

/** What is asked for in place of a question: where nothing takes one, and where both are taken if that was chosen. */
function useForm(): { form: Form | undefined; canChoose: boolean; choose: () => void } {
  const [chosen, setChosen] = useState(false);
  const takesQuestions = useEditor(({ graph }) =>
    graph.nodes.some(({ type }) => type === "chat-input"),
  );
  const params = useEditor(
    ({ graph }) => graph.nodes.find(({ type }) => type === "form-input")?.params,
  );
  const form = useMemo(
    () => (params ? formInput.params.safeParse(params).data : undefined),
    [params],
  );
  return {
    form: takesQuestions && !chosen ? undefined : form,
    canChoose: takesQuestions && form !== undefined,
    choose: () => {
      setChosen(!chosen);
    },
  };
}

/** Why nothing can be asked now, with a way to the first thing to mend; null when all is well. */
function useBlocked() {
  const t = useTranslations("editor.tryIt");
  const showNode = useEditor((state) => state.showNode);
  const count = useEditor(
    (state) => state.problems.filter(({ severity }) => severity === "error").length,
  );
  const nodeId = useEditor(
    (state) => state.problems.find((problem) => problem.nodeId !== undefined)?.nodeId,
  );
  if (count === 0) return null;
  return (
    <div
      role="status"
      className="mx-3 mb-2 flex items-center justify-between gap-3 rounded-control bg-refuse-soft px-3 py-2 text-xs text-refuse-ink"
    >
      {t("problems", { count })}
      {nodeId !== undefined && (
        <Button size="sm" onClick={() => showNode(nodeId)}>
          {t("showProblem")}
        </Button>
      )}
    </div>
  );
}

function StepsLink({ turn, onShow }: { turn: Turn; onShow: () => void }) {
  const t = useTranslations("editor.tryIt");
  const duration = useDuration();
  const { run } = turn;
  if (!isOver(run) || turn.error !== null) return null;
  const count = Object.values(run.nodes).filter(({ startedAt }) => startedAt !== null).length;
  return (
    <button
      type="button"
      onClick={onShow}
      className="min-h-6 text-xs text-ink-3 tabular-nums hover:text-ink hover:underline"
    >
      {count > 0 && run.durationMs !== null
        ? t("steps", { count, time: duration(run.durationMs) })
        : t("showTrace")}
    </button>
  );
}

function ShowFailedNode({ run }: { run: RunState }) {
  const t = useTranslations("editor.tryIt");
  const showNode = useEditor((state) => state.showNode);
  const nodeId = run.error?.nodeId ?? null;
  const exists = useEditor((state) => state.graph.nodes.some(({ id }) => id === nodeId));
  if (nodeId === null || !exists) return null;
  return (
    <Button size="sm" onClick={() => showNode(nodeId)}>
      {t("showProblem")}
    </Button>
  );
}

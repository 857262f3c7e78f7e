"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Form } from "@/lib/graph/form";
import type { RunState } from "@/lib/graph/run-state";
import type { Citation, Passage } from "@/lib/graph/values";
import type { Attachments } from "./attachments";
import "./chat.css";
import { Composer } from "./composer";
import { isBusy, type Conversation, type Turn } from "./conversation";
import { TurnView } from "./turn-view";

const FormComposer = dynamic(async () => (await import("./form-composer")).FormComposer, {
  loading: () => null,
});

const SourceSheet = dynamic(
  async () => (await import("@/components/source-viewer/source-sheet")).SourceSheet,
  { ssr: false },
);

export interface ChatProps {
  readonly conversation: Conversation;
  /** Said before the first question. */
  readonly greeting?: string;
  readonly suggestions?: readonly string[];
  /** Lets files be attached to the conversation. */
  readonly attachments?: Attachments;
  /** Asked for in place of a question. */
  readonly form?: Form;
  /** In place of asking, while nothing can be asked: why not. */
  readonly blocked?: ReactNode;
  /** Something to know before asking, above the question. */
  readonly notice?: ReactNode;
  readonly turnFooter?: (turn: Turn) => ReactNode;
  readonly failureActions?: (run: RunState) => ReactNode;
}

/** A conversation with an assistant. Fills its container; works from 300 pixels on. */
export function Chat({
  conversation,
  greeting,
  suggestions = [],
  attachments,
  form,
  blocked,
  notice,
  turnFooter,
  failureActions,
}: ChatProps) {
  const t = useTranslations("chat");
  const turns = useStore(conversation.store, (state) => state.turns);
  const restoring = useStore(conversation.store, (state) => state.restoring);
  const busy = useStore(conversation.store, isBusy);
  const [opened, setOpened] = useState<Citation | Passage | null>(null);
  const scroller = useStickToEnd(turns);
  const ask = (question: string) => void conversation.ask(question);
  // A question that came before what was said earlier would be replaced by it.
  const disabled = restoring || (blocked !== undefined && blocked !== null);
  return (
    <div className="flex h-full min-h-0 flex-col">
      {/* Reachable by keyboard, so that it can be scrolled by keyboard. */}
      <div
        ref={scroller}
        role="log"
        aria-label={t("label")}
        aria-live="off"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
        tabIndex={0}
        className="min-h-0 grow space-y-6 overflow-y-auto px-4 py-4 -outline-offset-2"
      >
        {restoring && <Skeleton className="h-16" />}
        {turns.length === 0 && !restoring && (
          <Welcome greeting={greeting}>
            {!blocked &&
              !form &&
              suggestions.map((suggestion) => (
                <Button key={suggestion} size="sm" onClick={() => ask(suggestion)}>
                  {suggestion}
                </Button>
              ))}
          </Welcome>
        )}
        {turns.map((turn) => (
          <TurnView
            key={turn.key}
            turn={turn}
            onOpen={setOpened}
            onRetry={() => void conversation.retry(turn.key)}
            onAsk={form ? undefined : ask}
            footer={turnFooter?.(turn)}
            failureActions={failureActions}
          />
        ))}
      </div>
      <Announcement turn={turns.at(-1)} />
      {notice}
      {blocked}
      {form ? (
        <FormComposer
          form={form}
          busy={busy}
          disabled={disabled}
          attachments={attachments}
          onAsk={(question, values) => void conversation.ask(question, values)}
          onStop={() => conversation.stop()}
        />
      ) : (
        <Composer
          busy={busy}
          disabled={disabled}
          onAsk={ask}
          onStop={() => conversation.stop()}
          attachments={attachments}
        />
      )}
      {opened && <SourceSheet open onOpenChange={() => setOpened(null)} passage={opened} />}
    </div>
  );
}

function Welcome({ greeting, children }: { greeting?: string; children: ReactNode }) {
  const t = useTranslations("chat");
  return (
    <div className="space-y-3">
      <p className="text-sm whitespace-pre-wrap text-ink-2">{greeting ?? t("hello")}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

/** Tells a screen reader how the answer came out: once, when it's complete, not word by word. */
function Announcement({ turn }: { turn: Turn | undefined }) {
  const t = useTranslations("chat");
  return (
    <p aria-live="polite" className="sr-only">
      {turn && announcementOf(turn, t)}
    </p>
  );
}

function announcementOf({ run, error }: Turn, t: ReturnType<typeof useTranslations<"chat">>) {
  if (error !== null) return t("status.failed");
  switch (run.status) {
    case "idle":
    case "running":
      return t("thinking");
    case "waiting":
      return t("waiting");
    case "failed":
      return t("status.failed");
    case "cancelled":
      return t("status.cancelled");
    case "finished": {
      const count = run.citations.length;
      const status =
        run.output?.outcome === "refused" ? t("status.refused") : t("status.answered", { count });
      return `${status} ${run.output?.text ?? ""}`;
    }
  }
}

/** Scrolls along while an answer grows, unless the person has scrolled up to read. */
function useStickToEnd(turns: readonly Turn[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = turns.length;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, []);
  useEffect(() => {
    atEnd.current = true;
  }, [count]);
  useEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [turns]);
  return scroller;
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import "@/components/chat/chat.css";
import { turnOf } from "@/components/chat/conversation";
import { TurnView } from "@/components/chat/turn-view";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Sheet } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Citation, Passage } from "@/lib/graph/values";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { ConversationDocument } from "./conversation-document";
import { DeleteConversation } from "./delete-conversation";

const SourceSheet = dynamic(
  async () => (await import("@/components/source-viewer/source-sheet")).SourceSheet,
  { ssr: false },
);

type Exchange = RouterOutputs["conversation"]["review"][number];

interface ConversationSheetProps {
  conversationId: string;
  onClose: () => void;
}

/** A conversation as it went, with what the asker thought of it. */
export function ConversationSheet({ conversationId, onClose }: ConversationSheetProps) {
  const t = useTranslations("conversations");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [opened, setOpened] = useState<Citation | Passage | null>(null);
  const review = useQuery(trpc.conversation.review.queryOptions({ workspace, conversationId }));
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={t("title")}
      size="md"
      footer={<DeleteConversation conversationId={conversationId} onDeleted={onClose} />}
    >
      {review.isPending && <Skeleton className="h-48 w-full rounded-card" />}
      {review.error && <ErrorNotice error={review.error} onRetry={() => void review.refetch()} />}
      <ConversationDocument conversationId={conversationId} />
      <div className="space-y-8">
        {review.data?.map((exchange) => (
          <TurnView
            key={exchange.runId}
            turn={turnOf(exchange)}
            onOpen={setOpened}
            footer={<Facts exchange={exchange} />}
          />
        ))}
      </div>
      {opened && <SourceSheet open onOpenChange={() => setOpened(null)} passage={opened} />}
    </Sheet>
  );
}

function Facts({ exchange }: { exchange: Exchange }) {
  const t = useTranslations("conversations");
  const { askedAt, durationMs, cost, feedback } = exchange;
  const Thumb = feedback?.value === "up" ? ThumbsUp : ThumbsDown;
  return (
    <div className="space-y-2 text-xs text-ink-2">
      <p className="flex flex-wrap gap-x-3">
        {askedAt && <RelativeTime date={askedAt} />}
        {durationMs !== null && <span>{t("took", { seconds: durationMs / 1000 })}</span>}
        {cost !== null && <span>{t("cost", { cost })}</span>}
      </p>
      {feedback && (
        <p className="flex items-start gap-2 rounded-card border px-3 py-2 text-sm">
          <Thumb aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 break-words whitespace-pre-wrap">
            <span className="font-medium">{t(`said.${feedback.value}`)}</span>
            {feedback.comment !== "" && <> — {feedback.comment}</>}
          </span>
        </p>
      )}
    </div>
  );
}

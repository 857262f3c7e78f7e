/** @jsxImportSource preact */
import { useMemo } from "preact/hooks";
import type { VisitorCitation } from "@/lib/publication/protocol";
import type { PanelSetting } from "../panel-contract";
import { ChatView } from "./chat-view";
import { Composer } from "./composer";
import { useWords } from "./context";
import { EraseDialog, useOwnData } from "./own-data";
import type { Conversation, Shown } from "./conversation";
import { Gate } from "./gate";
import { PanelHeader } from "./panel-header";
import { SourceView } from "./source-view";
import type { Turn } from "./turn";
import type { ChatActions } from "./turn-view";
import { useFiles } from "./use-files";
import { useMedia } from "./use-media";
import { useSource, type OpenSource } from "./use-source";

interface ChatPanelProps {
  readonly setting: PanelSetting;
  readonly conversation: Conversation;
  readonly shown: Shown;
}

/** The whole chat: in the corner of a page, or as a page. */
export function ChatPanel({ setting, conversation, shown }: ChatPanelProps) {
  const { session, full, onClose } = setting;
  const words = useWords();
  const { source, open, close: closeSource } = useSource();
  const beside = useMedia("(min-width: 1000px)") && full;
  const files = useFiles(session, shown);
  const data = useOwnData(session, conversation);
  const actions = useActions(conversation, open, shown.look?.handOver === true);
  const covered = source !== null && !beside;
  const running = shown.turns.at(-1)?.state === "waiting";
  const ready = shown.phase === "open";
  return (
    <div
      class="frame"
      role="presentation"
      data-beside={beside && source !== null}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        if (source) closeSource();
        else if (!full) onClose();
      }}
      {...files?.dropping}
    >
      <div class="main" inert={covered}>
        <PanelHeader
          look={shown.look}
          items={ready ? data.items : []}
          onClose={full ? null : onClose}
        />
        {data.erasing && <EraseDialog {...data.erasing} />}
        {shown.phase === "closed" && shown.problem ? (
          <Gate
            problem={shown.problem}
            signIn={setting.signIn}
            onPassword={(password) => void conversation.enter(password)}
            onAddress={(email) => session.askForLink(email)}
            onRetry={() => void conversation.start()}
          />
        ) : (
          <>
            <ChatView shown={shown} actions={actions} />
            <Composer
              running={running}
              onAsk={actions.onAsk}
              onStop={() => void conversation.stop()}
              files={files}
              footer={shown.look?.footer ?? ""}
            />
          </>
        )}
        {files?.over && <p class="drop-here">{words.dropHere}</p>}
      </div>
      {source && (
        <SourceView session={session} {...source} alone={full && covered} onClose={closeSource} />
      )}
    </div>
  );
}

function useActions(
  conversation: Conversation,
  open: (source: OpenSource) => void,
  handsOver: boolean,
): ChatActions {
  return useMemo(
    () => ({
      onOpen: (turn: Turn, citation: VisitorCitation, from: HTMLElement) => {
        if (turn.runId !== null) open({ runId: turn.runId, citation, from });
      },
      onAsk: (question) => {
        conversation.ask(question);
      },
      onRetry: (turn) => {
        conversation.retry(turn);
      },
      onHandOver: handsOver ? (turn, asked) => conversation.handOver(turn, asked) : null,
      onRate: (turn, feedback, comment) => conversation.rate(turn, feedback, comment),
    }),
    [conversation, open, handsOver],
  );
}

/** @jsxImportSource preact */
import type { Session } from "../client/session";
import { announcementOf } from "../panel/announcement";
import { useWords } from "../panel/context";
import type { Conversation, Shown } from "../panel/conversation";
import { Gate } from "../panel/gate";
import { EraseDialog, useOwnData } from "../panel/own-data";
import { PanelHeader } from "../panel/panel-header";
import { SourceView } from "../panel/source-view";
import { TurnView, type TurnActions } from "../panel/turn-view";
import { useFiles, type TakenFiles } from "../panel/use-files";
import { useMedia } from "../panel/use-media";
import { useSource, type OpenSource } from "../panel/use-source";
import { BatchSection } from "./batch-section";
import { FormFields } from "./form-fields";
import { useFormWords } from "./form-words";

interface FormPanelProps {
  readonly session: Session;
  readonly signIn: string | null;
  readonly conversation: Conversation;
  readonly shown: Shown;
}

/** The whole form page: what is asked for, the answers below it, and sources beside them. */
export function FormPanel({ session, signIn, conversation, shown }: FormPanelProps) {
  const words = useWords();
  const data = useOwnData(session, conversation);
  const files = useFiles(session, shown);
  const { source, open, close } = useSource();
  const beside = useMedia("(min-width: 1000px)");
  const covered = source !== null && !beside;
  const ready = shown.phase === "open";
  return (
    <div
      class="frame"
      role="presentation"
      data-beside={beside && source !== null}
      onKeyDown={(event) => {
        if (event.key === "Escape" && source) close();
      }}
      {...files?.dropping}
    >
      <div class="main" inert={covered}>
        <PanelHeader look={shown.look} items={ready ? data.items : []} onClose={null} />
        {data.erasing && <EraseDialog {...data.erasing} />}
        {shown.phase === "closed" && shown.problem ? (
          <Gate
            problem={shown.problem}
            signIn={signIn}
            onPassword={(password) => void conversation.enter(password)}
            onAddress={(email) => session.askForLink(email)}
            onRetry={() => void conversation.start()}
          />
        ) : (
          <FormBody {...{ session, conversation, shown, files }} onOpen={open} />
        )}
        {files?.over && <p class="drop-here">{words.dropHere}</p>}
      </div>
      {source && <SourceView session={session} {...source} alone={covered} onClose={close} />}
    </div>
  );
}

interface FormBodyProps extends Omit<FormPanelProps, "signIn"> {
  readonly files: TakenFiles | null;
  readonly onOpen: (source: OpenSource) => void;
}

function FormBody({ session, conversation, shown, files, onOpen }: FormBodyProps) {
  const words = useWords();
  const own = useFormWords();
  const { look, form, turns } = shown;
  const running = turns.at(-1)?.state === "waiting";
  const actions: TurnActions = {
    onHandOver: look?.handOver ? (turn, asked) => conversation.handOver(turn, asked) : null,
    onOpen: (turn, citation, from) => {
      if (turn.runId !== null) onOpen({ runId: turn.runId, citation, from });
    },
    // What could be asked instead is no form that was filled in.
    onAsk: null,
    onRetry: (turn) => {
      conversation.retry(turn);
    },
    onRate: (turn, feedback, comment) => conversation.rate(turn, feedback, comment),
  };
  return (
    <div class="form-page">
      <div class="form-column">
        {look?.greeting && <p class="lines greeting">{look.greeting}</p>}
        {!form && <p class="progress">{words.starting}</p>}
        {form && (
          <FormFields
            fields={form.fields}
            running={running}
            files={files}
            onSend={(values, said) => {
              conversation.fill(values, said);
            }}
            onStop={() => void conversation.stop()}
          />
        )}
        {turns.length > 0 && (
          <section aria-label={own.answers} class="form-answers">
            {[...turns].reverse().map((turn) => (
              <TurnView key={turn.key} turn={turn} actions={actions} />
            ))}
          </section>
        )}
        {form?.batch && <BatchSection session={session} fields={form.fields} />}
        {look?.footer && <p class="footer-note">{look.footer}</p>}
      </div>
      <p class="sr" role="status">
        {announcementOf(turns.at(-1), words)}
      </p>
    </div>
  );
}

/** @jsxImportSource preact */
import type { HandOverRequest, VisitorCitation } from "@/lib/publication/protocol";
import { AnswerText } from "./answer-text";
import { useWords } from "./context";
import { HandOver } from "./hand-over";
import { ProblemNote, RetryButton } from "./problem-note";
import { Rating } from "./rating";
import { Refusal } from "./refusal";
import { Sources } from "./sources";
import type { Turn } from "./turn";

export interface TurnActions {
  readonly onOpen: (turn: Turn, citation: VisitorCitation, from: HTMLElement) => void;
  /** Asks something else; null where nothing can be asked in words. */
  readonly onAsk: ((question: string) => void) | null;
  readonly onRetry: (turn: Turn) => void;
  /** Null where nobody takes over. */
  readonly onHandOver: ((turn: Turn, asked: HandOverRequest) => Promise<void>) | null;
  readonly onRate: (turn: Turn, feedback: Turn["feedback"], comment?: string) => Promise<void>;
}

export interface ChatActions extends TurnActions {
  readonly onAsk: (question: string) => void;
}

/** A question, and the answer, refusal or failure that came of it. */
export function TurnView({
  turn,
  actions,
}: {
  readonly turn: Turn;
  readonly actions: TurnActions;
}) {
  const words = useWords();
  return (
    <article class="turn" aria-label={turn.question} data-turn={turn.state}>
      <p class="asked lines">
        <span class="sr">{words.you}: </span>
        {turn.question}
      </p>
      <div class="answer">
        <Outcome turn={turn} actions={actions} />
      </div>
    </article>
  );
}

function Outcome({ turn, actions }: { readonly turn: Turn; readonly actions: TurnActions }) {
  const words = useWords();
  const { state, text, answer, problem } = turn;
  const { onHandOver } = actions;
  const open = (citation: VisitorCitation, from: HTMLElement) => {
    actions.onOpen(turn, citation, from);
  };
  const retry = () => {
    actions.onRetry(turn);
  };
  return (
    <>
      {answer?.kind === "refused" ? (
        <Refusal answer={answer} onAsk={actions.onAsk}>
          {onHandOver && <HandOver onSend={(asked) => onHandOver(turn, asked)} />}
        </Refusal>
      ) : (
        text !== "" && <AnswerText turn={turn} onOpen={open} />
      )}
      {state === "waiting" && <Progress turn={turn} />}
      {answer?.kind === "answered" && <Sources citations={answer.citations} onOpen={open} />}
      {answer && (
        <Rating
          turn={turn}
          onRate={(feedback, comment) => actions.onRate(turn, feedback, comment)}
        />
      )}
      {state === "stopped" && (
        <div class="row hint">
          <span>{words.stopped}</span>
          <RetryButton onRetry={retry} />
        </div>
      )}
      {state === "failed" && problem && <ProblemNote problem={problem} onRetry={retry} />}
    </>
  );
}

/** What is going on while there are no words, or none are coming. */
function Progress({ turn }: { readonly turn: Turn }) {
  const words = useWords();
  if (!turn.connected) return <p class="progress">{words.reconnecting}</p>;
  if (turn.text !== "") return null;
  return (
    <p class="progress">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {turn.working ? words.working[turn.working] : words.thinking}
    </p>
  );
}

import type {
  Exchange,
  FormValues,
  VisitorAnswer,
  VisitorEvent,
  VisitorProblem,
} from "@/lib/publication/protocol";

type Working = Extract<VisitorEvent, { type: "working" }>["on"];

/** A question and what became of it so far. */
export interface Turn {
  /** Stays the same from the first sight of it to the last. */
  readonly key: string;
  readonly question: string;
  /** What was filled into a form, while this page is there; null for a question of a chat. */
  readonly form: FormValues | null;
  /** Null until the server has taken the question. */
  readonly runId: string | null;
  readonly state: "waiting" | "answered" | "failed" | "stopped";
  readonly working: Working | null;
  /** The words so far, in Markdown. */
  readonly text: string;
  readonly answer: VisitorAnswer | null;
  readonly problem: VisitorProblem | null;
  readonly feedback: Exchange["feedback"];
  /** Whether it was asked, or came on its way, while this page was there. */
  readonly live: boolean;
  /** False while a broken connection is being mended. */
  readonly connected: boolean;
}

export function newTurn(key: string, question: string): Turn {
  return {
    key,
    question,
    form: null,
    runId: null,
    state: "waiting",
    working: null,
    text: "",
    answer: null,
    problem: null,
    feedback: null,
    live: true,
    connected: true,
  };
}

export function turnOf(exchange: Exchange): Turn {
  const { runId, question, answer, state, feedback } = exchange;
  return {
    ...newTurn(runId, question),
    runId,
    state: state === "running" ? "waiting" : state,
    text: answer?.text ?? "",
    answer,
    feedback,
    live: state === "running",
    problem: state === "failed" ? { code: "unavailable", message: "" } : null,
  };
}

/** What one more event makes of a turn. */
export function advance(turn: Turn, event: VisitorEvent): Turn {
  switch (event.type) {
    case "started":
      return { ...turn, runId: event.runId };
    case "working":
      return { ...turn, working: event.on };
    case "words":
      return { ...turn, text: turn.text + event.text };
    case "restart":
      return { ...turn, text: "" };
    case "answered":
      return { ...turn, state: "answered", answer: event.answer, text: event.answer.text };
    case "failed":
      return { ...turn, state: "failed", problem: event.problem };
    case "stopped":
      return { ...turn, state: "stopped" };
  }
}

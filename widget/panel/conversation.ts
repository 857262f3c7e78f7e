import type {
  Exchange,
  FormValues,
  HandOverRequest,
  Look,
  SessionAnswer,
  VisitorForm,
  VisitorProblem,
} from "@/lib/publication/protocol";
import type { Emitter } from "../client/emitter";
import { randomId } from "../client/random-id";
import { isRefused, Refused } from "../client/refused";
import { runEvents } from "../client/run-events";
import type { Session } from "../client/session";
import { advance, newTurn, turnOf, type Turn } from "./turn";

/** All that the panel shows. A new object with each change. */
export interface Shown {
  readonly look: Look | null;
  /** `closed` with the reason for it, such as a password that is wanted. */
  readonly phase: "starting" | "open" | "closed";
  readonly problem: VisitorProblem | null;
  /** What is asked for, where it is a form. */
  readonly form: VisitorForm | null;
  readonly turns: readonly Turn[];
}

export interface ConversationOptions {
  readonly session: Session;
  readonly events: Emitter;
  readonly look: Look | null;
  readonly onSession: (answer: SessionAnswer) => void;
}

/** What a visitor and the assistant say to each other; the panel draws it. */
export class Conversation {
  private shown: Shown;
  private readonly watchers = new Set<() => void>();
  private running: { readonly key: string; readonly stop: AbortController } | null = null;
  private waiting: string | null = null;

  constructor(private readonly options: ConversationOptions) {
    this.shown = { look: options.look, phase: "starting", problem: null, form: null, turns: [] };
  }

  get current(): Shown {
    return this.shown;
  }

  /** Calls back after each change; returns how to stop. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  start(): Promise<void> {
    return this.take(this.options.session.start());
  }

  enter(password: string): Promise<void> {
    return this.take(this.options.session.enter(password), { keep: true });
  }

  identify(identity: string | null): Promise<void> {
    this.leave();
    return this.take(this.options.session.identify(identity));
  }

  startAnew(): Promise<void> {
    this.leave();
    return this.take(this.options.session.startAnew());
  }

  /** Asks; at once, or as soon as the session is there. One question at a time. */
  ask(question: string): void {
    const text = question.trim();
    if (text === "" || this.running) return;
    if (this.shown.phase !== "open") {
      this.waiting = text;
      return;
    }
    this.begin(newTurn(randomId(), text));
  }

  /** Asks with what was filled into the form; `said` is shown of it. One at a time. */
  fill(form: FormValues, said: string): void {
    if (this.running || this.shown.phase !== "open") return;
    this.begin({ ...newTurn(randomId(), said), form });
  }

  /** Asks again what failed or was stopped. */
  retry(turn: Turn): void {
    if (this.running) return;
    this.change({ turns: this.shown.turns.filter(({ key }) => key !== turn.key) });
    if (turn.form) this.fill(turn.form, turn.question);
    else this.ask(turn.question);
  }

  /** Ends the answer that is on its way; what was written stays. */
  async stop(): Promise<void> {
    const turn = this.shown.turns.find(({ key }) => key === this.running?.key);
    if (!turn) return;
    try {
      if (turn.runId === null) throw new Refused({ code: "interrupted", message: "" });
      await this.options.session.call(`runs/${turn.runId}/stop`, { method: "POST" });
    } catch {
      // It can't be told: at least nobody waits for it here.
      this.leave();
      this.update(turn.key, (now) => ({ ...now, state: "stopped" }));
    }
  }

  async rate(turn: Turn, feedback: Exchange["feedback"], comment?: string): Promise<void> {
    const before = turn.feedback;
    this.update(turn.key, (now) => ({ ...now, feedback }));
    try {
      await this.options.session.call(`runs/${String(turn.runId)}/feedback`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ value: feedback, ...(comment && { comment }) }),
      });
    } catch (error) {
      this.update(turn.key, (now) => ({ ...now, feedback: before }));
      throw error;
    }
  }

  /** Hands the conversation over to people. Rejects with the server's refusal. */
  async handOver(turn: Turn, asked: HandOverRequest): Promise<void> {
    await this.options.session.call(`runs/${String(turn.runId)}/hand-over`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
  }

  private begin(turn: Turn): void {
    const { question, form, key: requestId } = turn;
    this.change({ turns: [...this.shown.turns, turn] });
    this.options.events.emit("question", { question });
    void this.follow(turn, form ? { form, requestId } : { question, requestId });
  }

  /** Stops following what is under way, which goes on at the server. */
  leave(): void {
    this.running?.stop.abort();
    this.running = null;
  }

  /** Shows what a session begins with; `keep` leaves the reason why it was closed in sight meanwhile. */
  private async take(session: Promise<SessionAnswer>, { keep = false } = {}): Promise<void> {
    if (!keep) this.change({ phase: "starting", problem: null });
    try {
      const answer = await session;
      const turns = answer.conversation.exchanges.map(turnOf);
      const { look, form } = answer;
      this.change({ phase: "open", look, form, problem: null, turns });
      this.options.onSession(answer);
      const last = turns.at(-1);
      if (last?.state === "waiting" && last.runId) void this.follow(last, { runId: last.runId });
    } catch (error) {
      this.change({ phase: "closed", problem: problemOf(error) });
      return;
    }
    const question = this.waiting;
    this.waiting = null;
    if (question !== null) this.ask(question);
  }

  private async follow(turn: Turn, from: Parameters<typeof runEvents>[0]["from"]): Promise<void> {
    const { session, events } = this.options;
    const stop = new AbortController();
    this.running = { key: turn.key, stop };
    const onConnection = (connected: boolean) => {
      this.update(turn.key, (now) => ({ ...now, connected }));
    };
    try {
      for await (const event of runEvents({ session, from, signal: stop.signal, onConnection })) {
        if (stop.signal.aborted) return;
        this.update(turn.key, (now) => advance(now, event));
        if (event.type === "answered") {
          events.emit("answer", { kind: event.answer.kind, text: event.answer.text });
        } else if (event.type === "failed") {
          events.emit("problem", { code: event.problem.code });
        }
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      const problem = problemOf(error);
      this.update(turn.key, (now) => ({ ...now, state: "failed", problem, connected: true }));
      events.emit("problem", { code: problem.code });
    } finally {
      if (this.running?.stop === stop) {
        this.running = null;
        this.change({});
      }
    }
  }

  private update(key: string, change: (turn: Turn) => Turn): void {
    this.change({
      turns: this.shown.turns.map((turn) => (turn.key === key ? change(turn) : turn)),
    });
  }

  private change(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    for (const watcher of this.watchers) watcher();
  }
}

/** In the protocol's words; what never reached the server counts as unreachable. */
export function problemOf(error: unknown): VisitorProblem {
  if (!isRefused(error)) return { code: "unavailable", message: "" };
  const { code, message, retryAfterMs } = error;
  return { code, message, ...(retryAfterMs !== null && { retryAfterMs }) };
}

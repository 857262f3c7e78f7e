import { createStore, type StoreApi } from "zustand/vanilla";
import { isTerminal, type RunError, type RunEvent } from "@/lib/graph/run-events";
import { foldRunEvents, IDLE_RUN, type RunState, type RunStatus } from "@/lib/graph/run-state";
import type { FormValues } from "@/lib/graph/form";
import type { FileUse, Message } from "@/lib/graph/values";
import { followFromStart, type Follower } from "./follow-run";

/** A turn as the server keeps it. */
export interface StoredTurn {
  readonly runId: string;
  readonly question: string;
  readonly status: Exclude<RunStatus, "idle">;
  readonly output: Message | null;
  readonly error: RunError | null;
  /** How much of the attached files it could draw on. */
  readonly files: readonly FileUse[];
}

export interface StartedRun {
  readonly runId: string;
  readonly conversationId: string;
  /** From the beginning, as long as the connection that started the run holds. */
  readonly events: AsyncIterable<readonly RunEvent[]>;
}

/** A question in words, or what was filled into a form. */
export type Asked = { readonly question: string } | { readonly form: FormValues };

/** What a conversation needs from outside. */
export interface ConversationApi {
  start(input: Asked & { conversationId: string | undefined }): Promise<StartedRun>;
  /** The events of a run after the one with this number (0: all), then live; gives a function that stops following. */
  follow(runId: string, after: number, follower: Follower): () => void;
  cancel(runId: string): Promise<unknown>;
  history(conversationId: string): Promise<readonly StoredTurn[]>;
  /** Remembers across reloads of the page which conversation is open. */
  readonly memory: { get(): string | null; set(conversationId: string | null): void };
}

export interface Turn {
  /** Stable from the moment of asking, before there is a run. */
  readonly key: string;
  readonly question: string;
  /** What was filled in, as long as this page is there. */
  readonly form?: FormValues;
  readonly run: RunState;
  /** Why the run could not be started or followed; failures of the run itself are in `run.error`. */
  readonly error: unknown;
}

export interface ConversationState {
  readonly conversationId: string | null;
  readonly turns: readonly Turn[];
  /** A reloaded page is fetching what was said before. */
  readonly restoring: boolean;
  /** The turn whose steps are shown; by its key. */
  readonly watched: string | null;
}

/** Tokens come faster than a screen can show them: they are folded in batches this far apart. */
const BATCH_MS = 32;

/** Whether an answer is being made. */
export function isBusy({ turns }: Pick<ConversationState, "turns">): boolean {
  const last = turns.at(-1);
  return last !== undefined && last.error === null && !isOver(last.run);
}

/** True for a run that has come to its end, whichever. */
export function isOver({ status }: Pick<RunState, "status">): boolean {
  return status === "finished" || status === "failed" || status === "cancelled";
}

/**
 * A conversation: asks, follows the run until its end, and picks up where it was after the page was reloaded in
 * mid-answer. All that is shown of a run is a fold over its events.
 */
export class Conversation {
  readonly store: StoreApi<ConversationState>;
  private readonly following = new Map<string, () => void>();
  private asked = 0;

  constructor(private readonly api: ConversationApi) {
    this.store = createStore(() => ({
      conversationId: null,
      turns: [],
      restoring: false,
      watched: null,
    }));
  }

  /** Shows the conversation that was open before the page was reloaded, and goes on with an answer in the making. */
  async restore(): Promise<void> {
    const conversationId = this.api.memory.get();
    if (conversationId === null || this.store.getState().conversationId !== null) return;
    this.store.setState({ restoring: true });
    try {
      const stored = await this.api.history(conversationId);
      const turns = stored.map(turnOf);
      this.store.setState({ conversationId, turns, watched: turns.at(-1)?.key ?? null });
      const last = turns.at(-1);
      if (last) this.follow(last.key, last.run.runId);
    } catch {
      // The conversation is gone, or it can't be reached: a new one can still begin.
      this.api.memory.set(null);
    } finally {
      this.store.setState({ restoring: false });
    }
  }

  /** Asks; with a form, `question` is how that is shown. */
  async ask(question: string, form?: FormValues): Promise<void> {
    const state = this.store.getState();
    if (isBusy(state)) return;
    this.asked += 1;
    const key = `asked-${this.asked}`;
    const run: RunState = { ...IDLE_RUN, question };
    const turn: Turn = { key, question, run, error: null, ...(form && { form }) };
    this.store.setState({ turns: [...state.turns, turn], watched: key });
    try {
      const conversationId = state.conversationId ?? undefined;
      const asked: Asked = form ? { form } : { question };
      const started = await this.api.start({ ...asked, conversationId });
      if (!this.has(key)) return void this.api.cancel(started.runId);
      this.store.setState({ conversationId: started.conversationId });
      this.api.memory.set(started.conversationId);
      this.change(key, { run: { ...run, runId: started.runId } });
      this.follow(key, started.runId, started.events);
    } catch (error) {
      this.change(key, { error });
    }
  }

  /** Asks the same again, in the place of the turn that failed. */
  async retry(key: string): Promise<void> {
    const { turns } = this.store.getState();
    const turn = turns.find((one) => one.key === key);
    if (!turn || isBusy({ turns })) return;
    this.unfollow(key);
    this.store.setState({ turns: turns.filter((one) => one !== turn) });
    await this.ask(turn.question, turn.form);
  }

  stop(): void {
    const runId = this.store.getState().turns.at(-1)?.run.runId;
    if (runId) void this.api.cancel(runId).catch(() => undefined);
  }

  /** Shows the steps of a turn; those of an earlier one are fetched first. */
  watch(key: string): void {
    this.store.setState({ watched: key });
    const turn = this.store.getState().turns.find((one) => one.key === key);
    if (turn && turn.run.lastSeq === 0) this.follow(key, turn.run.runId);
  }

  /** Goes on in a conversation that began with a file instead of a question. */
  adopt(conversationId: string): void {
    this.store.setState({ conversationId });
    this.api.memory.set(conversationId);
  }

  /** Begins anew. An answer in the making is stopped. */
  reset(): void {
    if (isBusy(this.store.getState())) this.stop();
    this.dispose();
    this.api.memory.set(null);
    this.store.setState({ conversationId: null, turns: [], watched: null });
  }

  /** Stops following; runs go on. */
  dispose(): void {
    for (const stop of this.following.values()) stop();
    this.following.clear();
  }

  private follow(key: string, runId: string | null, stream?: StartedRun["events"]): void {
    if (runId === null || this.following.has(key)) return;
    let waiting: RunEvent[] = [];
    let over = false;
    // Events tell the run from its beginning, so they are folded onto nothing and shown once they say something.
    let run: RunState = IDLE_RUN;
    const flush = () => {
      if (waiting.length === 0) return;
      run = foldRunEvents(waiting, run);
      waiting = [];
      this.change(key, { run });
    };
    const timer = setInterval(flush, BATCH_MS);
    const end = (error: unknown) => {
      clearInterval(timer);
      flush();
      this.unfollow(key);
      if (!over) void this.settle(key, error);
    };
    const event = (one: RunEvent) => {
      waiting.push(one);
      if (!isTerminal(one)) return;
      over = true;
      end(null);
    };
    this.following.set(key, () => clearInterval(timer));
    const resume = (after: number, follower: Follower) => this.api.follow(runId, after, follower);
    const follower = { event, end };
    const stop = stream ? followFromStart(stream, resume, follower) : resume(0, follower);
    if (over) return stop();
    this.following.set(key, () => {
      clearInterval(timer);
      stop();
    });
  }

  private unfollow(key: string): void {
    this.following.get(key)?.();
    this.following.delete(key);
  }

  /** The events ended without an end: what the server has stored tells how the run came out. */
  private async settle(key: string, error: unknown): Promise<void> {
    const { conversationId } = this.store.getState();
    const runId = this.store.getState().turns.find((turn) => turn.key === key)?.run.runId;
    if (conversationId === null || !runId) return this.change(key, { error });
    const stored = await this.api.history(conversationId).catch(() => []);
    const known = stored.find((turn) => turn.runId === runId);
    const ended = known && known.status !== "running" && known.status !== "waiting";
    if (ended) return this.change(key, { run: turnOf(known).run });
    this.change(key, { error: error ?? new Error("The run's events ended early.") });
  }

  private change(key: string, change: Partial<Turn>): void {
    const { turns } = this.store.getState();
    this.store.setState({
      turns: turns.map((turn) => (turn.key === key ? { ...turn, ...change } : turn)),
    });
  }

  private has(key: string): boolean {
    return this.store.getState().turns.some((turn) => turn.key === key);
  }
}

/** What the server keeps of a turn, as the chat shows it. */
export function turnOf({ runId, question, status, output, error, files }: StoredTurn): Turn {
  const run: RunState = {
    ...IDLE_RUN,
    runId,
    question,
    status,
    output,
    answerText: output?.text ?? "",
    citations: output?.citations ?? [],
    unsupported: output?.unsupported ?? [],
    error: error && { ...error, nodeId: null },
    files,
  };
  return { key: runId, question, run, error: null };
}

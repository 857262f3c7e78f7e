import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { toRunError } from "@/lib/engine/run-errors";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import type {
  ChatChunk,
  ModelChoice,
  ModelPort,
  ModelRequest,
} from "@/lib/nodes/_contract/context";
import type { Connection } from "@/lib/providers/_contract/runtime";
import type { ModelAbilities } from "@/lib/models/abilities";
import { assumedWindow } from "@/lib/models/assumed-window";
import { hostOf } from "@/lib/providers/_wire/api-fetch";
import { timedOut } from "@/lib/providers/_wire/failures";
import { needsNoConnection } from "@/lib/providers/catalog";
import type { WorkspaceScope } from "../context";
import { takeTurn, type Turn } from "../model-turn/take";
import { checkBudget } from "../usage/budget";
import { breakers } from "./breaker";
import { callOf, keepAtOnce, type KeepCall } from "./charge";
import { openConnection, type ConnectionRow, type OpenConnection } from "./open";

/** Milliseconds a model has for its first word where another one stands ready. */
const FIRST_WORD_MS = 30_000;

/** What the calls of a port share. */
interface PortContext {
  readonly ctx: WorkspaceScope;
  readonly open: (connectionId: string) => Promise<OpenConnection>;
  readonly firstWordMs: number;
  /** Settles when models that cost something may be asked. */
  readonly ready: Promise<void> | null;
  readonly keep: KeepCall;
}
interface PortOptions {
  readonly firstWordMs?: number;
  readonly ready?: Promise<void> | null;
  readonly keep?: KeepCall;
  /** Connections that were read just now. */
  readonly rows?: readonly ConnectionRow[];
}
type Request = Omit<ModelRequest, "model" | "fallbacks" | "onFallback" | "remember">;

/**
 * The models a workspace's nodes can call: the built-in one and those of its connections. Those that will be called
 * soon can be named, and are then opened at once, for one call each.
 */
export function createModelPort(
  ctx: WorkspaceScope,
  soon: Iterable<string> = [],
  {
    firstWordMs = FIRST_WORD_MS,
    ready = null,
    keep = keepAtOnce(ctx),
    rows = [],
  }: PortOptions = {},
): ModelPort {
  const opened = new Map<string, Promise<OpenConnection | null>>();
  for (const id of new Set(soon)) {
    // Whatever is wrong with it is said by the call, if there is one.
    opened.set(
      id,
      openConnection(
        ctx,
        id,
        rows.find((row) => row.id === id),
      ).catch(() => null),
    );
  }
  const open = async (id: string) => {
    const early = await opened.get(id);
    opened.delete(id);
    return early ?? openConnection(ctx, id);
  };
  return {
    chat: (request) => inOrder({ ctx, open, firstWordMs, ready, keep }, request),
    contextWindow: async ({ connectionId, model }) => {
      const early = opened.get(connectionId) ?? openConnection(ctx, connectionId).catch(() => null);
      // It is called next.
      opened.set(connectionId, early);
      return (await early)?.contextWindow(model) ?? assumedWindow(model);
    },
  };
}

/**
 * Asks one model after the other until one begins to answer. Once words were passed on nobody else is asked: half of one
 * answer and the other half of another would be neither's.
 */
async function* inOrder(
  port: PortContext,
  { model, fallbacks = [], onFallback, ...request }: ModelRequest,
): AsyncGenerator<ChatChunk, void> {
  const choices = [model, ...fallbacks];
  for (const [index, choice] of choices.entries()) {
    const next = choices[index + 1];
    let passedOn = false;
    try {
      const patience = next ? port.firstWordMs : null;
      for await (const chunk of ask(port, choice, { request, patience })) {
        // Usage alone is no word of an answer.
        passedOn ||= chunk.type !== "usage";
        yield chunk;
      }
      return;
    } catch (error) {
      if (passedOn || !next || !anotherMayHelp(error, request.signal)) throw error;
      onFallback?.({ from: choice.model, to: next.model, error: toRunError(error) });
    }
  }
}

/** Not where the caller left, nor where the service judged the question itself. */
function anotherMayHelp(error: unknown, signal: AbortSignal): boolean {
  return !signal.aborted && isAppError(error) && error.code !== "model.content-filter";
}

interface Attempt {
  readonly request: Request;
  /** Milliseconds after which a model that hasn't begun is given up, or null to wait as its provider does. */
  readonly patience: number | null;
}

async function* ask(
  port: PortContext,
  choice: ModelChoice,
  { request, patience }: Attempt,
): AsyncGenerator<ChatChunk, void> {
  const opened = await port.open(choice.connectionId);
  opened.mayUse(choice.model);
  const { runtime, connection, ports } = opened;
  if (!runtime.chat) throw new AppError("connection.no-chat", "bad-request");
  const chat = runtime.chat(connection, ports);
  const fitted = fittedTo(request, opened.abilitiesOf(choice.model), choice.model);
  // What runs on this machine has no outages.
  if (needsNoConnection(choice.connectionId)) {
    yield* chat.stream({ ...fitted, model: choice.model });
    return;
  }
  await port.ready;
  if (opened.budgeted) await checkBudget(port.ctx, choice.connectionId);
  const breaker = breakers.of(choice.connectionId, choice.model);
  breaker.enter(choice.model);
  const turn = await turnFor(port, { choice, opened, request, patience }).catch(
    (error: unknown) => {
      breaker.left();
      throw error;
    },
  );
  const wait = firstWord(request.signal, patience);
  let settled = false;
  let used: number | null = null;
  try {
    const asked = { ...fitted, model: choice.model, signal: wait.signal };
    for await (const chunk of chat.stream(asked)) {
      // Usage alone is no answer: it is told of one that broke, too.
      if (chunk.type === "usage") {
        used = chunk.usage.inputTokens + chunk.usage.outputTokens;
        port.keep(callOf(port.ctx, { ...choice, opened, caller: request.caller }, chunk.usage));
      } else {
        if (!settled) breaker.succeeded();
        settled = true;
        wait.came();
      }
      yield chunk;
    }
  } catch (error) {
    if (settled || request.signal.aborted) throw error;
    const failure = wait.ranOut() ? tooSlow(connection, choice.model) : error;
    settled = true;
    // What failed before its first word and tells of no usage is not counted by the service either.
    used ??= 0;
    breaker.failed(failure);
    throw failure;
  } finally {
    wait.came();
    if (!settled) breaker.left();
    void turn?.end(used);
  }
}

/** A request without what the model would refuse. Throws `model.no-vision` for pictures that it can't see. */
function fittedTo(request: Request, abilities: ModelAbilities, model: string): Request {
  const {
    responseSchema,
    reasoningEffort,
    temperature,
    maxOutputTokens: longest,
    ...rest
  } = request;
  if (abilities.vision === false && rest.messages.some(({ images = [] }) => images.length > 0)) {
    throw new AppError("model.no-vision", "bad-request", { params: { model } });
  }
  return {
    ...rest,
    // Of one that isn't known it isn't asked: many services refuse the whole request then.
    ...(responseSchema && abilities.structuredOutput === true && { responseSchema }),
    ...(reasoningEffort && abilities.reasoning !== false && { reasoningEffort }),
    ...(temperature !== undefined && abilities.temperature !== false && { temperature }),
    ...(longest !== undefined && {
      maxOutputTokens: Math.min(longest, abilities.maxOutputTokens ?? longest),
    }),
  };
}

/** Milliseconds to wait until the key may be used once more: in vain less long where another model stands ready. */
const TURN_MS = { last: 30_000, other: 5_000 };
/** Expected of an answer whose length nobody limits. */
const ANSWER_TOKENS = 1000;

/** Waits for the turn of a call under a key with limits; null under one without. */
async function turnFor(
  { ctx }: PortContext,
  { choice, opened, request, patience }: Asked & Attempt,
): Promise<Turn | null> {
  if (opened.limits === null) return null;
  const prompt = request.messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  return takeTurn(ctx, {
    connectionId: choice.connectionId,
    limits: opened.limits,
    tokens: prompt + (request.maxOutputTokens ?? ANSWER_TOKENS),
    patienceMs: patience === null ? TURN_MS.last : TURN_MS.other,
    signal: request.signal,
  });
}

/** A signal that also aborts when the first word takes longer than `ms`. */
function firstWord(signal: AbortSignal, ms: number | null) {
  const own = new AbortController();
  let late = false;
  const timer =
    ms === null
      ? undefined
      : setTimeout(() => {
          late = true;
          own.abort();
        }, ms);
  return {
    signal: ms === null ? signal : AbortSignal.any([signal, own.signal]),
    came: () => clearTimeout(timer),
    ranOut: () => late,
  };
}

function tooSlow({ baseUrl }: Connection, model: string): AppError {
  return timedOut({ host: hostOf(baseUrl), model, pages: {} }, "firstToken");
}

interface Asked {
  readonly choice: ModelChoice;
  readonly opened: OpenConnection;
}

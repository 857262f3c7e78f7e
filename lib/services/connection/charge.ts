import "server-only";
import type { Usage } from "@/lib/graph/values";
import { log } from "@/lib/telemetry/log";
import type { WorkspaceScope } from "../context";
import { takeTurn } from "../model-turn/take";
import { checkBudget } from "../usage/budget";
import { recordCall, type CallMade } from "../usage/record-call";
import type { OpenConnection } from "./open";

/** Who calls which model, and the connection opened for it. */
export interface CalledModel {
  readonly connectionId: string;
  readonly model: string;
  readonly opened: Pick<OpenConnection, "priceOf" | "budgeted" | "limits">;
  readonly caller?: CallMade["caller"] | undefined;
}

/** Takes what a call used, for the account; returns at once. */
export type KeepCall = (call: CallMade) => void;

/** What a call used and what that costs. */
export function callOf(ctx: WorkspaceScope, called: CalledModel, usage: Usage): CallMade {
  const { connectionId, model, opened, caller } = called;
  const price = opened.priceOf(model);
  return { workspaceId: ctx.workspace.id, connectionId, model, caller, usage, price };
}

/** Keeps what a call used behind its back: its result is not held up by its bill, and not lost with it. */
export const keepAtOnce =
  (ctx: WorkspaceScope): KeepCall =>
  (call) => {
    recordCall(ctx.sql, call).catch((error: unknown) => {
      log().error({ err: error, connectionId: call.connectionId }, "model usage not stored");
    });
  };

/** Milliseconds to wait until the key may be used once more. */
const PATIENCE_MS = 30_000;

interface Charged<T> {
  /** Expected of the call; what is billed, too, where the service doesn't say. */
  readonly tokens: number;
  readonly signal: AbortSignal;
  /** Makes the call, and reports what the service says it used: tokens, and searches where it counts those. */
  readonly work: (report: (usage: Usage) => void, searches: (count: number) => void) => Promise<T>;
}

/**
 * Makes a call that is no answer, such as an embedding, within the budgets and limits of its key, and accounts for it: by
 * what the service says, else by the estimate. One that failed and said nothing is taken to cost nothing. Throws
 * `budget.used-up`, `model.busy`.
 */
export async function charged<T>(
  ctx: WorkspaceScope,
  called: CalledModel,
  { tokens, signal, work }: Charged<T>,
): Promise<T> {
  const { connectionId, opened } = called;
  if (opened.budgeted) await checkBudget(ctx, connectionId);
  const turn =
    opened.limits &&
    (await takeTurn(ctx, {
      ...{ connectionId, limits: opened.limits, tokens, patienceMs: PATIENCE_MS, signal },
    }));
  const said = { inputTokens: 0, outputTokens: 0 };
  let searches = 0;
  let told = false;
  let used: Usage | null = null;
  try {
    const result = await work(
      ({ inputTokens, outputTokens }) => {
        told = true;
        said.inputTokens += inputTokens;
        said.outputTokens += outputTokens;
      },
      (count) => {
        searches += count;
      },
    );
    used = told ? said : { inputTokens: tokens, outputTokens: 0 };
    return result;
  } finally {
    used ??= told ? said : null;
    const usage = used && { ...used, ...(searches > 0 && { searches }) };
    if (usage) keepAtOnce(ctx)(callOf(ctx, called, usage));
    void turn?.end(used ? used.inputTokens + used.outputTokens : 0);
  }
}

import "server-only";
import type {
  ChatChunk,
  FinishReason,
  ModelPort,
  ModelRequest,
} from "@/lib/nodes/_contract/context";
import { log } from "@/lib/telemetry/log";
import type { WorkspaceScope } from "../context";
import { keyOf } from "./key";

interface Kept {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const FIND = `
  select text, (extract(epoch from "createdAt") * 1000)::float8 as at from "KeptAnswer"
  where key = $1 and "workspaceId" = $2 and "expiresAt" > now()`;

/** Nothing is kept of a document that was deleted while the answer was written. */
const KEEP = `
  insert into "KeptAnswer" (key, "workspaceId", "snapshotId", text, "documentIds", "expiresAt")
  select $1, $2, $3, $4, $5::text[], now() + $6::float8 * interval '1 ms'
  where not exists (
    select 1 from "Document" where id = any($5::text[]) and "workspaceId" = $2 and "deletedAt" is not null
  )
  on conflict (key) do update set text = excluded.text, "documentIds" = excluded."documentIds",
    "createdAt" = now(), "expiresAt" = excluded."expiresAt"`;

/**
 * A model port that gives an answer again where a node asked to remember it and the same was asked before
 * (key.ts says what is the same). Only whole answers of the model that was chosen are kept. What can't be looked up or kept
 * is logged, and the model asked as ever.
 */
export function remembering(port: ModelPort, ctx: WorkspaceScope, snapshotId: string): ModelPort {
  const place = { workspaceId: ctx.workspace.id, snapshotId };
  return {
    chat(request) {
      const key = request.remember ? keyOf(place, request) : null;
      return key === null ? port.chat(request) : answer({ port, ctx, snapshotId, key }, request);
    },
    contextWindow: (model) => port.contextWindow(model),
  };
}

interface Memory {
  readonly port: ModelPort;
  readonly ctx: WorkspaceScope;
  readonly snapshotId: string;
  readonly key: string;
}

async function* answer(memory: Memory, request: ModelRequest): AsyncGenerator<ChatChunk, void> {
  const kept = await find(memory);
  if (kept) {
    request.remember?.onFound(kept.at);
    yield { type: "text", text: kept.text };
    yield { type: "finish", reason: "stop" };
    return;
  }
  let text = "";
  let finish: FinishReason | null = null;
  let chosen = true;
  const onFallback: ModelRequest["onFallback"] = (fallback) => {
    chosen = false;
    request.onFallback?.(fallback);
  };
  for await (const chunk of memory.port.chat({ ...request, onFallback })) {
    if (chunk.type === "text") text += chunk.text;
    if (chunk.type === "finish") finish = chunk.reason;
    yield chunk;
  }
  const isWorth = request.remember?.isWorth?.(text) ?? true;
  if (finish === "stop" && chosen && isWorth && text.trim() !== "") {
    void keep(memory, request, text);
  }
}

async function find({ ctx, key }: Memory): Promise<Kept | null> {
  try {
    const [row] = await ctx.sql.query<Kept>(FIND, [key, ctx.workspace.id], { prepared: true });
    return row ?? null;
  } catch (error) {
    log().warn({ err: error }, "kept answers not looked up");
    return null;
  }
}

async function keep(memory: Memory, request: ModelRequest, text: string): Promise<void> {
  const { ctx, snapshotId, key } = memory;
  const documents = new Set(request.grounding?.passages.map(({ documentId }) => documentId));
  const params = [key, ctx.workspace.id, snapshotId, text, [...documents], request.remember?.ms];
  try {
    await ctx.sql.query(KEEP, params);
  } catch (error) {
    log().warn({ err: error }, "answer not kept");
  }
}

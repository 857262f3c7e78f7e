import "server-only";
import { randomUUID } from "node:crypto";
import type { SqlPort } from "@/lib/db/sql";
import type { Usage } from "@/lib/graph/values";
import { costOf } from "@/lib/models/cost";
import type { ModelPrice } from "@/lib/providers/_contract/runtime";

export interface CallMade {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly model: string;
  readonly caller: { readonly runId: string; readonly nodeId: string } | undefined;
  readonly usage: Usage;
  readonly price: ModelPrice | null;
}

/** Workflow and publication are looked up, because whoever calls a model knows its run only. */
const INSERT = `
  insert into "ModelCall" (id, "workspaceId", "connectionId", model, "runId", "nodeId", "workflowId", "inputTokens",
    "outputTokens", cost, "publicationId")
  select $1, $2, $3, $4, $5::text, $6::text, run."workflowId", $7::integer, $8::integer, $9::float8,
    conversation."publicationId"
  from (select 1) as call
  left join "Run" run on run.id = $5::text and run."workspaceId" = $2
  left join "Conversation" conversation on conversation.id = run."conversationId" and conversation."workspaceId" = $2`;

/** Keeps what a call used, and what it cost at today's price; a cost that isn't known stays unknown. */
export async function recordCall(sql: SqlPort, call: CallMade): Promise<void> {
  const { inputTokens, outputTokens } = call.usage;
  const params = [
    randomUUID(),
    call.workspaceId,
    call.connectionId,
    call.model,
    call.caller?.runId ?? null,
    call.caller?.nodeId ?? null,
    inputTokens,
    outputTokens,
    call.price && costOf(call.price, call.usage),
  ];
  await sql.query(INSERT, params, { prepared: true });
}

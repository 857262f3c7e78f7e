/**
 * The floor that the chat is measured against: embed the question, search the same store with the same SQL, put the
 * same prompt to the same model, stream its answer. No users, no workflow, no router, no citations, nothing stored.
 *
 *   POST / { "question": "…" }   → the model's own event stream
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { parseArgs } from "node:util";
import { Pool } from "pg";
import { z } from "zod";
import { CHAT_MODEL } from "@/e2e/servers/model-api/server";
import { env } from "@/lib/config/env";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { buildPrompt } from "@/lib/nodes/model/prompt";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import type { SqlPort } from "@/lib/vector-stores/_contract/passage-store";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";

/** As many as the Vector store node asks for by default. */
const LIMIT = 8;

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "" },
    model: { type: "string", default: "" },
    key: { type: "string", default: "" },
  },
});
const pool = new Pool({ connectionString: env().databaseUrl ?? "", max: 8 });
const sql: SqlPort = {
  query: async <T>(text: string, params: readonly unknown[]) =>
    (await pool.query(text, [...params])).rows as T[],
};
const store = createPassageStore(sql);
const embedder = builtInRuntime.embeddings();
const place = await findStore();

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.destroy();
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Floor on http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});

async function findStore() {
  const [row] = await sql.query<{ workspaceId: string; indexId: string }>(
    `select "workspaceId", "activeIndexId" as "indexId" from "Store" where id = $1`,
    [values.store],
  );
  if (!row) throw new Error(`There is no store ${values.store}.`);
  return { ...row, storeId: values.store };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const { question } = z.object({ question: z.string() }).parse(body);
  const { signal } = new AbortController();
  const passages = await searchPassages({
    ...place,
    store,
    embedder,
    query: question,
    limit: LIMIT,
    reader: null,
    signal,
  });
  const reply = await fetch(`${values.model}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${values.key}` },
    body: JSON.stringify({
      model: CHAT_MODEL,
      messages: buildPrompt({ question, passages, instructions: "" }),
      stream: true,
    }),
  });
  response.writeHead(reply.status, {
    "content-type": reply.headers.get("content-type") ?? "text/plain",
  });
  await pipeline(Readable.fromWeb(reply.body as ReadableStream), response);
}

import { z } from "zod";
import { readEvents } from "./sse";
import type { ModelServer } from "./servers";

const chunkSchema = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().optional() }) })),
});

/** Milliseconds until the first text of a streamed chat completion, and until its end. Throws when no text comes. */
export async function timeStream(response: Promise<Response>, before = performance.now()) {
  let firstToken: number | null = null;
  for await (const { data } of readEvents(await response)) {
    if (firstToken !== null || data === "[DONE]") continue;
    const { choices } = chunkSchema.parse(JSON.parse(data));
    if (choices.some(({ delta }) => delta.content)) firstToken = performance.now() - before;
  }
  if (firstToken === null) throw new Error("The model said nothing.");
  return { firstToken, total: performance.now() - before };
}

/** The body of the last chat call that the model server was sent. */
export async function lastChatCall(model: ModelServer): Promise<unknown> {
  const response = await fetch(new URL("/control/calls", model.baseUrl));
  const calls = z
    .array(z.object({ path: z.string(), body: z.unknown() }))
    .parse(await response.json());
  const call = calls.findLast(({ path }) => path === "/v1/chat/completions");
  if (!call) throw new Error("The model server was not called.");
  return call.body;
}

/** Lets the model server forget the calls it remembers. */
export async function forgetCalls(model: ModelServer): Promise<void> {
  await fetch(new URL("/control", model.baseUrl), { method: "POST", body: '{"reset":true}' });
}

/** The same call made with nothing in between. */
export function callModel(model: ModelServer, body: unknown): Promise<Response> {
  return fetch(`${model.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${model.apiKey}` },
    body: JSON.stringify(body),
  });
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CHAT_MODEL, EMBEDDING_MODEL, startModelApi, type ModelApi } from "./server";

let api: ModelApi;
beforeAll(async () => {
  api = await startModelApi({ apiKey: "k", dimension: 16 });
});
beforeEach(() => {
  api.control({ reset: true });
});
afterAll(() => api.close());

const prompt = `Answer from these passages only.

[1] Holidays
Everyone has 28 days of holiday. Ask your manager first.
[2] The office closes at 18:00.

Question: How many days of holiday do I have?`;

function post(path: string, body: unknown, key = "k"): Promise<Response> {
  return fetch(`${api.baseUrl}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
const ask = (content: string, extra: object = {}) =>
  post("/chat/completions", { model: CHAT_MODEL, messages: [{ role: "user", content }], ...extra });

describe("chat", () => {
  it("quotes the sentence that fits the question best, with its number", async () => {
    expect(await (await ask(prompt)).json()).toMatchObject({
      choices: [
        { message: { content: "Everyone has 28 days of holiday. [1]" }, finish_reason: "stop" },
      ],
      usage: { completion_tokens: 7 },
    });
  });

  it.each([
    ["hello", "I have no passages to answer from."],
    ["[1] The office closes at 18:00.\n\nQuestion: Who likes trains?", "The passages don't say."],
  ])("says so when it can't: %s", async (content, answer) => {
    expect(await (await ask(content)).json()).toMatchObject({
      choices: [{ message: { content: answer } }],
    });
  });

  it("streams the same answer, with usage when asked for", async () => {
    const text = await (
      await ask(prompt, { stream: true, stream_options: { include_usage: true } })
    ).text();
    const events = text
      .trim()
      .split("\n\n")
      .map((line) => line.replace("data: ", ""));
    expect(events.pop()).toBe("[DONE]");
    const parsed = events.map(
      (event) =>
        JSON.parse(event) as { choices: { delta: { content?: string } }[]; usage?: object },
    );
    const answer = parsed.map(({ choices }) => choices[0]?.delta.content ?? "").join("");
    expect(answer).toBe("Everyone has 28 days of holiday. [1]");
    expect(parsed.at(-1)?.usage).toMatchObject({ completion_tokens: 7 });
  });

  it("knows its own model only", async () => {
    const response = await post("/chat/completions", {
      model: "gpt-9",
      messages: [{ role: "user", content: "x" }],
    });
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { error: { code: "model_not_found" } },
    ]);
  });

  it("wants the key", async () => {
    expect((await post("/chat/completions", {}, "other")).status).toBe(401);
  });
});

describe("embeddings", () => {
  it("are deterministic unit vectors of the length asked for", async () => {
    const get = async (extra: object) =>
      (await (
        await post("/embeddings", { model: EMBEDDING_MODEL, input: ["a cat", "a dog"], ...extra })
      ).json()) as {
        data: { index: number; embedding: number[] }[];
      };
    const one = await get({});
    expect(await get({})).toEqual(one);
    expect(one.data.map(({ embedding }) => embedding.length)).toEqual([16, 16]);
    expect(Math.hypot(...(one.data[0]?.embedding ?? []))).toBeCloseTo(1);
    expect((await get({ dimensions: 8 })).data[0]?.embedding).toHaveLength(8);
  });
});

describe("control", () => {
  const control = (change: object) =>
    fetch(api.baseUrl.replace("/v1", "/control"), { method: "POST", body: JSON.stringify(change) });

  it("makes the next calls fail, then answers again", async () => {
    await control({ fail: { mode: "rate-limited", times: 2, retryAfterSeconds: 3 } });
    const answers = [await ask("x"), await ask("x"), await ask("x")];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]?.headers.get("retry-after")).toBe("3");
  });

  it("refuses what it doesn't know", async () => {
    expect((await control({ fail: { mode: "explode" } })).status).toBe(400);
  });

  it("records calls, and whether the client stayed", async () => {
    await (await ask("x")).text();
    api.control({ fail: { mode: "hang-mid-stream" } });
    const cancel = new AbortController();
    const response = await fetch(`${api.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer k" },
      body: JSON.stringify({
        model: CHAT_MODEL,
        stream: true,
        messages: [{ role: "user", content: prompt }],
      }),
      signal: cancel.signal,
    });
    await response.body?.getReader().read();
    cancel.abort();
    await expect
      .poll(() => api.calls.map(({ finished, closedEarly }) => [finished, closedEarly]))
      .toEqual([
        [true, false],
        [false, true],
      ]);
    const overHttp = await fetch(api.baseUrl.replace("/v1", "/control/calls"));
    expect(await overHttp.json()).toMatchObject([
      { path: "/v1/chat/completions", status: 200 },
      { closedEarly: true },
    ]);
  });
});

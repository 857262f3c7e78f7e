import Anthropic from "@anthropic-ai/sdk";
import Replicate from "replicate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANTHROPIC_MODEL, anthropicService } from "./anthropic";
import { startProviderApi, type ProviderApi } from "./host";
import { REPLICATE_FINE_TUNE, REPLICATE_MODEL, replicateService } from "./replicate";

/**
 * The vendors' own clients understand these servers: our reading of a protocol is not only our own.
 * Google's and Cohere's clients are too large to install for this; they were tried by hand.
 */

const prompt = `[1] Everyone has 28 days of holiday. Ask your manager first.
[2] The office closes at 18:00.

Question: How many days of holiday do I have?`;
const answer = "Everyone has 28 days of holiday. [1]";

describe("Anthropic's client", () => {
  let api: ProviderApi;
  let client: Anthropic;
  beforeAll(async () => {
    api = await startProviderApi(anthropicService());
    client = new Anthropic({
      apiKey: api.apiKey,
      baseURL: api.baseUrl,
      maxRetries: 0,
      logLevel: "off",
    });
  });
  beforeEach(() => {
    api.control({ reset: true });
  });
  afterAll(() => api.close());

  const ask = { model: ANTHROPIC_MODEL, max_tokens: 100 };
  const messages = [{ role: "user" as const, content: prompt }];

  it("reads an answer, whole and streamed", async () => {
    const whole = await client.messages.create({ ...ask, messages });
    expect(whole.content).toMatchObject([{ type: "text", text: answer }]);
    const streamed = await client.messages.stream({ ...ask, messages }).finalMessage();
    expect(streamed.content).toMatchObject([{ type: "text", text: answer }]);
    expect(streamed.stop_reason).toBe("end_turn");
    expect(streamed.usage).toEqual(whole.usage);
  });

  it("reads the call of a tool and its thoughts", async () => {
    const stream = client.messages.stream({
      ...ask,
      messages,
      thinking: { type: "adaptive" },
      tools: [
        {
          name: "note",
          input_schema: { type: "object", properties: { text: { type: "string" } } },
        },
      ],
      tool_choice: { type: "any" },
    });
    const { content, stop_reason: reason } = await stream.finalMessage();
    expect(content).toMatchObject([
      { type: "thinking" },
      { type: "tool_use", name: "note", input: { text: answer } },
    ]);
    expect(reason).toBe("tool_use");
  });

  it("lists every page of models", async () => {
    const ids = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual([ANTHROPIC_MODEL, "claude-quote-0"]);
  });

  it("names failures, also in the middle of a stream", async () => {
    api.control({ fail: { mode: "status", status: 529 } });
    await expect(client.messages.create({ ...ask, messages })).rejects.toMatchObject({
      status: 529,
      type: "overloaded_error",
    });
    api.control({ fail: { mode: "error-event" } });
    await expect(client.messages.stream({ ...ask, messages }).finalMessage()).rejects.toMatchObject(
      { type: "overloaded_error" },
    );
    const wrong = client.withOptions({ apiKey: "wrong" }).messages.create({ ...ask, messages });
    await expect(wrong).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  });
});

describe("Replicate's client", () => {
  let api: ProviderApi;
  let client: Replicate;
  beforeAll(async () => {
    api = await startProviderApi(replicateService());
    client = new Replicate({ auth: api.apiKey, baseUrl: api.baseUrl });
  });
  beforeEach(() => {
    api.control({ reset: true });
  });
  afterAll(() => api.close());

  it.each([REPLICATE_MODEL, REPLICATE_FINE_TUNE])("streams and runs %s", async (model) => {
    const name = model as `${string}/${string}`;
    let text = "";
    for await (const { event, data } of client.stream(name, { input: { prompt } }))
      if (event === "output") text += data;
    expect(text).toBe(answer);
    const wait = { mode: "poll", interval: 1 } as const;
    const output = await client.run(name, { input: { prompt }, wait });
    expect((output as string[]).join("")).toBe(answer);
  });

  it("names failures", async () => {
    const run = (input: object) => client.predictions.create({ model: REPLICATE_MODEL, input });
    await expect(run({})).rejects.toMatchObject({ response: { status: 422 } });
    api.control({ fail: { mode: "quota" } });
    await expect(run({ prompt })).rejects.toMatchObject({ response: { status: 402 } });
    api.control({ fail: { mode: "error-event" } });
    const events = async () => {
      for await (const event of client.stream(REPLICATE_MODEL, { input: { prompt } })) void event;
    };
    await expect(events()).rejects.toThrow("interrupted");
  });

  it("cancels", async () => {
    const { id } = await client.predictions.create({ model: REPLICATE_MODEL, input: { prompt } });
    expect(await client.predictions.cancel(id)).toMatchObject({ status: "canceled" });
  });
});

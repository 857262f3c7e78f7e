import { describe, expect, it } from "vitest";
import { parseParams } from "@/lib/graph/params";
import { messageSchema } from "@/lib/graph/values";
import type { ChatChunk, FinishReason, ModelRequest } from "@/lib/nodes/_contract/context";
import { leave, parking } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { model } from "./definition";
import { modelExecutor } from "./execute";

const days = { name: "days", type: "number", description: "", required: true, choices: [] };
const planet = { ...days, name: "planet", type: "text", required: false };
const params = {
  ...{ connectionId: "connection-1", model: "some-model", noAnswer: "Not there." },
  ...{ output: "fields", answerFields: [days, planet] },
};
const GOOD = '{"answerable": true, "values": {"days": 30, "planet": "Jupiter"}}';
const WRONG = '{"answerable": true, "values": {"days": "thirty"}}';

interface Asked {
  provedOnly?: boolean;
  finish?: FinishReason;
  given?: Record<string, unknown>;
}

/** Fills in the form with a model that says one reply after the other. */
async function fill(replies: string[], { provedOnly = false, finish = "stop", given }: Asked = {}) {
  const requests: ModelRequest[] = [];
  const ctx = testContext({
    provedOnly,
    models: {
      contextWindow: async () => 16_000,
      async *chat(request): AsyncGenerator<ChatChunk> {
        requests.push(request);
        yield { type: "text", text: replies[requests.length - 1] ?? "" };
        yield { type: "finish", reason: finish };
      },
    },
  });
  const inputs = { question: "How many days of leave?", passages: [leave, parking] };
  const result = modelExecutor.execute({
    ...{ inputs, ctx, params: parseParams(model, { ...params, ...given }) },
  });
  return { ctx, requests, result };
}

describe("a form", () => {
  it("is data, and an answer with its sources", async () => {
    const { result, requests, ctx } = await fill([GOOD]);
    const { answer, data } = await result;
    expect(data).toEqual({ days: 30, planet: "Jupiter" });
    expect(messageSchema.parse(answer)).toMatchObject({
      text: "days: 30 [1]\nplanet: Jupiter",
      outcome: "answered",
      citations: [{ passageId: leave.id }],
      unsupported: [{ start: 21 }],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.responseSchema).toMatchObject({ name: "answer" });
    expect(requests[0]?.messages[0]?.content).toContain('"days":{"type":"number"}');
    expect(ctx.events.flatMap((event) => (event.type === "token" ? event.text : []))).toEqual([
      "days: 30 [1]\nplanet: Jupiter",
    ]);
  });

  it("that doesn't fit is handed back once, with what is wrong", async () => {
    const { result, requests } = await fill([WRONG, GOOD]);
    expect((await result).data).toEqual({ days: 30, planet: "Jupiter" });
    const [said, correction] = requests[1]?.messages.slice(2) ?? [];
    expect(said).toEqual({ role: "assistant", content: WRONG });
    expect(correction?.role).toBe("user");
    expect(correction?.content).toContain("- values.days: expected number");
  });

  it("that doesn't fit then either ends in an error that says why", async () => {
    const { result, requests } = await fill([WRONG, WRONG, GOOD]);
    await expect(result).rejects.toMatchObject({
      code: "model.form-unfit",
      params: { model: "some-model", problem: "values.days: expected number" },
    });
    expect(requests).toHaveLength(2);
  });

  it("that is cut says that the answer may be too short for it", async () => {
    const { result } = await fill(["", '{"answerable": true, '], { finish: "length" });
    await expect(result).rejects.toMatchObject({ code: "model.form-cut" });
  });

  it.each<[string, string, FinishReason]>([
    ["the model says so", '{"answerable": false, "values": {}}', "stop"],
    ["the model declines", "I'd rather not.", "refusal"],
    ["the service takes the answer away", "", "content-filter"],
    ["no fact has a source", GOOD.replace("30", "4711"), "stop"],
  ])("is a refusal and no data where %s", async (_, reply, finish) => {
    const { result, requests } = await fill([reply], { finish });
    const { answer, data } = await result;
    expect(answer).toMatchObject({ outcome: "refused", text: "Not there." });
    expect(data).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it("leaves empty what has no source, where only what is proved may be shown", async () => {
    const { result } = await fill([GOOD], { provedOnly: true });
    const { answer, data } = await result;
    expect(data).toEqual({ days: 30, planet: null });
    expect(answer).toMatchObject({ text: "days: 30 [1]", citations: [{ passageId: leave.id }] });
  });

  it("is remembered only when it fits", async () => {
    const { result, requests } = await fill([WRONG, GOOD], { given: { remember: "day" } });
    await result;
    expect(requests[0]?.remember?.isWorth?.(GOOD)).toBe(true);
    expect(requests[0]?.remember?.isWorth?.(WRONG)).toBe(false);
    expect(requests[1]?.remember).toBeUndefined();
  });
});

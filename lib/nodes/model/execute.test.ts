import { describe, expect, it } from "vitest";
import { messageSchema } from "@/lib/graph/values";
import type { ChatChunk, NodeEvent } from "@/lib/nodes/_contract/context";
import { leave, parking } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { modelExecutor } from "./execute";

const params = {
  connectionId: "connection-1",
  model: "some-model",
  fallbacks: [],
  remember: "off",
  instructions: "",
  temperature: 0.2,
  maxOutputTokens: 300,
  noAnswer: "Not in my documents.",
  contextTokens: 0,
};
const isNoNote = ({ type }: NodeEvent) => type !== "node.noted";
const text = (...words: string[]): ChatChunk[] =>
  words.map((word) => ({ type: "text", text: word }));
const stop: ChatChunk = { type: "finish", reason: "stop" };

async function ask(
  reply: ChatChunk[],
  {
    provedOnly = false,
    hidesSources = false,
    ...given
  }: { provedOnly?: boolean; hidesSources?: boolean; [param: string]: unknown } = {},
  passages = [leave, parking],
) {
  const ctx = testContext({ reply, provedOnly, hidesSources });
  const inputs = { question: "How many days of paid leave do I get?", passages };
  const outputs = await modelExecutor.execute({ params: { ...params, ...given }, inputs, ctx });
  return { answer: messageSchema.parse(outputs.answer), ctx };
}

describe("the model node", () => {
  it("streams, and ties what was said to exact quotes", async () => {
    const { answer, ctx } = await ask([
      ...text("Full-time employees get 30 days", " of paid leave [1]."),
      stop,
    ]);
    expect(answer.outcome).toBe("answered");
    const [citation] = answer.citations;
    expect(citation).toMatchObject({ number: 1, passageId: leave.id, page: 3 });
    const { start = 0, end = 0, quote } = citation ?? {};
    expect(leave.text.slice(start - leave.start, end - leave.start)).toBe(quote);
    expect(ctx.events.filter(isNoNote)).toEqual([
      { type: "token", text: "Full-time employees get 30 days" },
      { type: "token", text: " of paid leave [1]." },
      { type: "citation", citation },
    ]);
  });

  it("asks the chosen model, with the passages as a prompt and as data", async () => {
    const { ctx } = await ask([...text("30 days of paid leave [1]."), stop]);
    expect(ctx.requests).toMatchObject([
      {
        model: { connectionId: "connection-1", model: "some-model" },
        grounding: { passages: [leave, parking] },
        temperature: 0.2,
        maxOutputTokens: 300,
        signal: ctx.signal,
      },
    ]);
    expect(ctx.requests[0]?.messages.map((message) => message.role)).toEqual(["system", "user"]);
  });

  it.each<[string, ChatChunk[]]>([
    ["it ends with no answer", [...text("Hm"), { type: "finish", reason: "no-answer" }]],
    ["it says the agreed word", [...text("NO_", "ANSWER"), stop]],
    ["it excuses itself", [...text("The passages do not mention that."), stop]],
    ["it says nothing", [stop]],
    ["nothing it says is backed", [...text("Zebras graze on the Serengeti plains at dawn."), stop]],
  ])("refuses when %s", async (_, reply) => {
    const { answer } = await ask(reply);
    expect(answer).toMatchObject({
      text: "Not in my documents.",
      outcome: "refused",
      citations: [],
      refusal: { nearest: [leave, parking] },
    });
  });

  it("shows nothing of the agreed word", async () => {
    const { ctx } = await ask([...text("NO_", "ANSWER"), stop]);
    expect(ctx.events.filter(isNoNote)).toEqual([]);
  });

  it("doesn't ask at all without passages", async () => {
    const { answer, ctx } = await ask([...text("From memory: 25."), stop], {}, []);
    expect(answer.outcome).toBe("refused");
    expect(ctx.requests).toEqual([]);
  });

  it("marks statements without a source", async () => {
    const madeUp = "Zebras graze on the Serengeti plains at dawn.";
    const reply = [...text(`Full-time employees get 30 days of paid leave [1]. ${madeUp}`), stop];
    const { answer: marked } = await ask(reply);
    const [span] = marked.unsupported ?? [];
    expect(span && marked.text.slice(span.start, span.end).trim()).toBe(madeUp);
  });

  it("shows only what is proved, as it is proved, where the answer asks for that", async () => {
    const reply = [
      ...text(
        "Zebras graze",
        " on the Serengeti. Full-time employees get 30 days of",
        " paid leave [1].",
      ),
      ...text(" Unused days expire at the end of March [1]."),
      stop,
    ];
    const { answer, ctx } = await ask(reply, { provedOnly: true });
    expect(
      ctx.events
        .filter(isNoNote)
        .map((event) => (event.type === "token" ? event.text : event.type)),
    ).toEqual([
      "Full-time employees get 30 days of paid leave. [1]",
      "citation",
      " Unused days expire at the end of March. [2]",
      "citation",
    ]);
    expect(answer).toMatchObject({ statements: 3, unsupported: [{ start: 0 }] });
  });

  it("shows everything as it is written, and marks each sentence once the next has begun", async () => {
    const reply = [
      ...text("Full-time employees get 30 days of", " paid leave [1]. Zebras graze"),
      ...text(" on the Serengeti at dawn. Unused", " days expire at the end of March [1]."),
      stop,
    ];
    const { answer, ctx } = await ask(reply);
    const [first, second] = answer.citations;
    const leaveText = "Full-time employees get 30 days of paid leave. [1]";
    const zebras = " Zebras graze on the Serengeti at dawn.";
    expect(ctx.events.filter(isNoNote)).toEqual([
      { type: "token", text: "Full-time employees get 30 days of" },
      { type: "token", text: " paid leave [1]. Zebras graze" },
      { type: "citation", citation: first },
      { type: "checked", text: `${leaveText} Zebras graze`, unsupported: [] },
      { type: "token", text: " on the Serengeti at dawn. Unused" },
      {
        type: "checked",
        text: `${leaveText}${zebras} Unused`,
        unsupported: [{ start: leaveText.length + 1, end: leaveText.length + zebras.length }],
      },
      { type: "token", text: " days expire at the end of March [1]." },
      { type: "citation", citation: second },
    ]);
  });

  it.each([true, false])(
    "shows no source where the answer shows none, proved: %s",
    async (only) => {
      const reply = [
        ...text("Full-time employees get 30 days of paid leave [1]. Unused days"),
        ...text(" expire at the end of March [1]."),
        stop,
      ];
      const { answer, ctx } = await ask(reply, { provedOnly: only, hidesSources: true });
      const events = ctx.events.filter(isNoNote);
      expect(events.every(({ type }) => type === "token")).toBe(true);
      expect(JSON.stringify(events)).not.toMatch(/\[\d/);
      expect(answer.citations).toHaveLength(2);
    },
  );

  it("leaves out whole passages that don't fit the model's context, and tells what it sent", async () => {
    const long = { ...parking, text: parking.text.repeat(80) };
    const reply = [...text("Full-time employees get 30 days of paid leave [2]."), stop];
    const { answer, ctx } = await ask(reply, { contextTokens: 1000 }, [long, leave]);
    expect(ctx.requests[0]?.grounding?.passages).toEqual([leave]);
    expect(answer.citations).toMatchObject([{ passageId: leave.id }]);
    expect(ctx.events[0]).toMatchObject({
      type: "node.noted",
      note: { code: "context", sent: 1, total: 2, window: 1000 },
    });
    await expect(ask(reply, { contextTokens: 1000 }, [long])).rejects.toMatchObject({
      code: "model.context-too-long",
    });
  });

  it("goes by what is known of the model where nothing is set", async () => {
    const { ctx } = await ask([...text("30 days of paid leave [1]."), stop]);
    expect(ctx.events[0]).toMatchObject({ note: { window: 16_000 } });
  });

  it("tells that all of it was sent", async () => {
    const { ctx } = await ask([...text("30 days of paid leave [1]."), stop]);
    expect(ctx.events[0]).toMatchObject({ note: { code: "context", sent: 2, total: 2 } });
  });
});

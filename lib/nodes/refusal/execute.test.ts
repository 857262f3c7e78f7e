import { expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { leave, parking } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { refusal } from "./definition";
import { refusalExecutor } from "./execute";

const missing = { terms: ["gym"], entities: ["Berlin"], answerType: "place" } as const;
const verdict = { score: 0.1, threshold: 0.5, sufficient: false, reasons: [], missing };
const passages = [leave, parking, leave, parking];
const refuse = (showNearest: boolean, given: unknown, more: object = { suggest: false }) =>
  refusalExecutor.execute({
    params: { ...refusal.params.parse({}), message: "Not in my documents.", showNearest, ...more },
    inputs: { passages, verdict: given },
    ctx: testContext({}),
  });

it("says what was missing and what came nearest", async () => {
  expect(await refuse(true, verdict)).toEqual({
    answer: {
      text: "Not in my documents.",
      outcome: "refused",
      citations: [],
      refusal: { missing, nearest: passages.slice(0, 3) },
    },
  });
});

it.each([undefined, null, { score: "high" }])("makes do without a verdict: %j", async (given) => {
  expect(await refuse(false, given)).toMatchObject({
    answer: { refusal: { missing: { terms: [], entities: [], answerType: null }, nearest: [] } },
  });
});

it("names subjects to ask about instead, and where to turn", async () => {
  const handOver = { handOver: "email", handOverTo: "hr@example.com", handOverLabel: "Ask HR" };
  expect(await refuse(false, verdict, handOver)).toMatchObject({
    answer: {
      refusal: {
        subjects: ["Leave"],
        handOver: {
          label: "Ask HR",
          href: "mailto:hr@example.com?subject=How%20many%20days%20of%20leave%20do%20I%20get%3F",
        },
      },
    },
  });
});

it.each([
  ["email", "hr@example.com", true],
  ["email", "hr@example.com?bcc=thief@example.com", false],
  ["email", "javascript:alert(1)", false],
  ["link", "https://example.com/contact", true],
  ["link", "http://example.com/contact", false],
  ["link", "javascript:alert(1)", false],
])("hands over by %s to %s: %s", (handOver, handOverTo, allowed) => {
  const params = refusal.params.parse({ handOver, handOverTo });
  expect(refusal.check?.(params)).toHaveLength(allowed ? 0 : 1);
});

it("adds what a model knows without the documents, which it never sees, and no marks of sources", async () => {
  const ctx = testContext({
    reply: [
      { type: "text", text: "Usually 9 to 5 [1]" },
      { type: "text", text: ", often later【2】." },
      { type: "finish", reason: "stop" },
    ],
  });
  const params = {
    ...refusal.params.parse({}),
    generalConnectionId: "connection-1",
    generalModel: "some-model",
  };
  const args = { params, inputs: { passages, verdict }, ctx };
  expect(await refusalExecutor.execute(args)).toMatchObject({
    answer: {
      outcome: "refused",
      citations: [],
      refusal: { general: "Usually 9 to 5, often later." },
    },
  });
  expect(ctx.events).toEqual([]);
  expect(ctx.requests).toMatchObject([
    { model: { connectionId: "connection-1", model: "some-model" } },
  ]);
  expect(JSON.stringify(ctx.requests)).not.toContain(leave.text);
  expect(ctx.requests[0]).not.toHaveProperty("grounding");
});

it("asks no model unless told to, and refuses alone when that fails", async () => {
  const failing = testContext({
    models: {
      async *chat() {
        throw new AppError("model.unavailable", "unavailable", { params: { host: "h" } });
      },
      contextWindow: async () => 16_000,
    },
  });
  const given = refusal.params.parse({});
  const inputs = { passages, verdict };
  const off = await refusalExecutor.execute({ params: given, inputs, ctx: failing });
  expect(failing.events).toEqual([]);
  const params = { ...given, generalConnectionId: "connection-1", generalModel: "m" };
  expect(await refusalExecutor.execute({ params, inputs, ctx: failing })).toEqual(off);
  expect(failing.events).toEqual([
    {
      type: "node.noted",
      note: {
        code: "general-failed",
        model: "m",
        error: { code: "model.unavailable", params: { host: "h" } },
      },
    },
  ]);
});

import { describe, expect, it } from "vitest";
import { verdictSchema } from "@/lib/graph/values";
import { leave, parking } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { routerExecutor } from "./execute";

const question = "How many days of paid leave does a full-time employee get?";
async function route(passages: readonly unknown[], threshold: number, asked = question) {
  const ctx = testContext({});
  const inputs = { question: asked, passages };
  const outputs = await routerExecutor.execute({ params: { threshold }, inputs, ctx });
  return { ports: Object.keys(outputs), verdict: verdictSchema.parse(outputs.verdict), ctx };
}

describe("the router", () => {
  it("compares the number it shows", async () => {
    const { verdict } = await route([leave], 0.5);
    const at = await route([leave], verdict.score);
    const above = await route([leave], Math.min(1, verdict.score + 1e-9));
    expect(at.ports).toEqual(["sufficient", "verdict"]);
    expect(above.ports).toEqual(["insufficient", "verdict"]);
    expect(at.verdict.score).toBe(above.verdict.score);
  });

  it("is surer of passages that answer than of those that don't", async () => {
    const answering = await route([leave, parking], 0.5);
    const beside = await route([parking], 0.5);
    expect(answering.verdict.score).toBeGreaterThan(beside.verdict.score);
  });

  it("finds no passages insufficient and tells those who watch", async () => {
    const { ports, verdict, ctx } = await route([], 0.5);
    expect(ports).toEqual(["insufficient", "verdict"]);
    expect(ctx.events).toEqual([{ type: "verdict", verdict }]);
    expect(verdict.reasons.map((reason) => reason.code)).toContain("no-passages");
  });
});

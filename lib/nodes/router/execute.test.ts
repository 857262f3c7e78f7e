import { describe, expect, it } from "vitest";
import { inputsOf, outputsOf, portNameOf } from "@/lib/graph/node-type";
import { verdictSchema } from "@/lib/graph/values";
import type { ChatChunk } from "@/lib/nodes/_contract/context";
import { leave, parking } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { router } from "./definition";
import { routerExecutor } from "./execute";
import { routerProblems } from "./ports";

const question = "How many days of paid leave does a full-time employee get?";
async function route(passages: readonly unknown[], threshold: number, asked = question) {
  const ctx = testContext({});
  const inputs = { question: asked, passages };
  const params = router.params.parse({ threshold });
  const outputs = await routerExecutor.execute({ params, inputs, ctx });
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

describe("a router that asks a model too", () => {
  const judged = { judgeConnectionId: "connection-1", judgeModel: "gpt" };
  const saying = (text: string): ChatChunk[] => [
    { type: "text", text },
    { type: "finish", reason: "stop" },
  ];
  async function judge(params: object, reply: readonly ChatChunk[], passages = [leave]) {
    const ctx = testContext({ reply });
    const all = router.params.parse({ ...judged, ...params });
    const inputs = { question, passages };
    const outputs = await routerExecutor.execute({ params: all, inputs, ctx });
    return { verdict: verdictSchema.parse(outputs.verdict), asked: ctx.requests.length, ctx };
  }
  const yes = saying('{"sufficient": true, "quotes": ["30 days of paid leave"]}');
  const no = saying('{"sufficient": false, "missing": "sick leave"}');

  it("takes what it says for part of the one score, which it compares", async () => {
    const { verdict: fast, asked } = await judge({}, yes);
    expect(asked).toBe(0);
    const { verdict: sure } = await judge({ judge: "strict" }, yes);
    const { verdict: unsure } = await judge({ judge: "strict" }, no);
    expect(sure.score).toBeGreaterThan(fast.score);
    expect(unsure.score).toBeLessThan(fast.score);
    expect(unsure.judge).toMatchObject({
      state: "judged",
      fast: fast.score,
      missing: "sick leave",
    });
    for (const { score, threshold, sufficient } of [sure, unsure]) {
      expect(sufficient).toBe(score >= threshold);
    }
  });

  it("asks it only while the score is uncertain, when careful", async () => {
    const { verdict: fast } = await judge({}, yes);
    const band = (judgeFrom: number, judgeTo: number) =>
      judge({ judge: "careful", judgeFrom, judgeTo }, yes);
    expect((await band(fast.score, fast.score)).asked).toBe(1);
    expect((await band(0, fast.score - 0.01)).asked).toBe(0);
    expect((await judge({ judge: "strict" }, yes, [])).asked).toBe(0);
  });

  it("quotes the passages to it as data", async () => {
    const { ctx } = await judge({ judge: "strict" }, yes);
    const [system, user] = ctx.requests[0]?.messages ?? [];
    expect(user?.content).toContain("PASSAGE [1]");
    expect(system?.content).not.toContain(leave.text);
  });

  it("goes on without it when careful, and says so; fails when strict", async () => {
    const unclear = saying("I think so.");
    const { verdict } = await judge({ judge: "careful", judgeFrom: 0, judgeTo: 1 }, unclear);
    expect(verdict.judge).toEqual({ state: "unavailable" });
    await expect(judge({ judge: "strict" }, unclear)).rejects.toMatchObject({
      code: "router.unclear-judgement",
      retryable: true,
    });
  });

  it("needs a connected model, and a band that isn't empty", () => {
    const problems = (params: object) =>
      routerProblems(router.params.parse(params)).map(({ code }) => code);
    expect(problems({ judge: "careful" })).toEqual(["router-judge-missing"]);
    expect(problems({ judge: "careful", ...judged, judgeFrom: 0.6, judgeTo: 0.5 })).toEqual([
      "router-band-empty",
    ]);
    expect(problems({ judge: "careful", ...judged })).toEqual([]);
  });
});

const leaveTopic = {
  port: "topic_1",
  name: "Leave",
  description: "Annual leave and sick leave",
  examples: ["How many days of paid leave do I get?"],
};
const computers = {
  port: "topic_2",
  name: "Computers",
  description: "Laptops and passwords",
  examples: [],
};

async function decide(params: object, asked: string, reply: readonly ChatChunk[] = []) {
  const ctx = testContext({ reply });
  const parsed = router.params.parse(params);
  const outputs = await routerExecutor.execute({
    params: parsed,
    inputs: { question: asked },
    ctx,
  });
  return { outputs, ports: Object.keys(outputs), ctx };
}

describe("a router by topic", () => {
  const params = { mode: "topics", topics: [leaveTopic, computers] };

  it("sends the question down the branch of its topic, or of none", async () => {
    const { outputs, ports } = await decide(params, "Do I have annual leave?");
    expect(ports).toEqual(["topic_1", "verdict"]);
    expect(outputs).toMatchObject({
      topic_1: "Do I have annual leave?",
      verdict: { route: "topic_1", name: "Leave" },
    });
    expect((await decide(params, "My laptop is broken")).ports).toEqual(["topic_2", "verdict"]);
    expect((await decide(params, "Who won the world cup?")).ports).toEqual(["other", "verdict"]);
  });

  it("asks a connected model for a number, and takes nothing else for an answer", async () => {
    const byModel = { ...params, connectionId: "connection-1", model: "gpt" };
    const saying = (text: string) =>
      decide(byModel, "Do I have annual leave?", [
        { type: "text", text },
        { type: "finish", reason: "stop" },
      ]);
    expect((await saying("2")).ports).toEqual(["topic_2", "verdict"]);
    expect((await saying("Topic 1.")).ports).toEqual(["topic_1", "verdict"]);
    expect((await saying("0")).ports).toEqual(["other", "verdict"]);
    for (const reply of ["3", "I can't tell.", ""]) {
      await expect(saying(reply)).rejects.toMatchObject({ code: "router.unclear-topic" });
    }
  });
});

describe("a router by rules", () => {
  const urgent = { value: "URGENT: my order", operator: "contains", operand: "urgent" };
  const many = { value: [leave, parking], operator: "at-least", operand: "3" };
  const rule = (match: "all" | "any", ...conditions: object[]) => ({
    port: "rule_1",
    name: "Urgent",
    match,
    conditions,
  });

  it("takes the first rule that is met, else the last branch", async () => {
    const later = { ...rule("all", urgent), port: "rule_2" };
    const decided = async (...rules: object[]) =>
      (await decide({ mode: "rules", rules }, question)).ports[0];
    expect(await decided(rule("any", many, urgent), later)).toBe("rule_1");
    expect(await decided(rule("all", many, urgent), later)).toBe("rule_2");
    expect(await decided(rule("all", many))).toBe("other");
  });
});

describe("what a router needs", () => {
  const problems = (params: object) =>
    routerProblems(router.params.parse(params)).map(({ code }) => code);

  it("is a topic that is described, or a rule that is complete", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ mode: "topics" })).toEqual(["router-no-topics"]);
    expect(problems({ mode: "topics", topics: [leaveTopic] })).toEqual([]);
    expect(problems({ mode: "topics", topics: [{ ...leaveTopic, name: " " }] })).toEqual([
      "router-route-unnamed",
    ]);
    expect(problems({ mode: "topics", topics: [leaveTopic, leaveTopic] })).toEqual([
      "router-route-twice",
    ]);
    const empty = { ...leaveTopic, description: "", examples: [" "] };
    expect(problems({ mode: "topics", topics: [empty] })).toEqual(["router-topic-empty"]);
    const condition = { value: { ref: ["a", "b"] }, operator: "above", operand: "two" };
    const rules = [{ port: "rule_1", name: "Many", match: "all", conditions: [condition] }];
    expect(problems({ mode: "rules", rules })).toEqual(["router-rule-incomplete"]);
    const whole = [{ ...rules[0], conditions: [{ ...condition, operand: "2" }] }];
    expect(problems({ mode: "rules", rules: whole })).toEqual([]);
  });

  it("gives each topic a port under its own name", () => {
    const node = { params: { mode: "topics", topics: [leaveTopic, computers] } };
    expect(Object.keys(outputsOf(node, router))).toEqual([
      "topic_1",
      "topic_2",
      "other",
      "verdict",
    ]);
    expect(Object.keys(inputsOf(node, router))).toEqual(["question"]);
    expect(portNameOf(node, router, "topic_2")).toBe("Computers");
    expect(portNameOf({ params: {} }, router, "sufficient")).toBeUndefined();
  });
});

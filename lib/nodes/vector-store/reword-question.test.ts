import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { ModelPort, RewordFailure } from "@/lib/nodes/_contract/context";
import { testContext } from "@/lib/testing/test-context";
import { rewordQuestion } from "./reword-question";
import type { Rewording } from "./rewordings";

const model = { connectionId: "connection-1", model: "small-1" };
const question = "Can I take my dog to work?";
const conversation = [1, 2, 3].map((number) => ({
  question: `Question ${String(number)}?`,
  answer: "word ".repeat(400),
}));

async function reword(
  rewording: Rewording,
  reply: string,
  given: { models?: ModelPort; signal?: AbortSignal } = {},
) {
  const failures: RewordFailure[] = [];
  const ctx = testContext({ reply: [{ type: "text", text: reply }] });
  const wordings = await rewordQuestion({
    ...{ rewording, model, question, conversation },
    models: given.models ?? ctx.models,
    signal: given.signal ?? ctx.signal,
    onFailed: (failure) => failures.push(failure),
  });
  return { wordings, failures, requests: ctx.requests };
}

const failing = (error: unknown): ModelPort => ({
  async *chat() {
    throw error;
  },
  contextWindow: async () => 16_000,
});

describe("wording a question otherwise", () => {
  it("asks the chosen model with what was said last, and takes one line", async () => {
    const { wordings, failures, requests } = await reword(
      "rewrite",
      '"Pets at the workplace: rules for dogs"\nThis should help.',
    );
    expect(wordings).toEqual(["Pets at the workplace: rules for dogs"]);
    expect(failures).toEqual([]);
    const [request] = requests;
    expect(request).toMatchObject({ model, temperature: 0 });
    const material = request?.messages[1]?.content ?? "";
    expect(material).toContain(`Question: ${question}`);
    expect(material).toContain("Question 2?");
    expect(material).not.toContain("Question 1?");
    expect(material.length).toBeLessThan(1_500);
  });

  it("takes up to three other ways to ask, without marks, repeats and the question itself", async () => {
    const reply =
      "1. Are pets allowed in the office?\n- can i take my dog to work\n\n* Are pets allowed in the office?\n4. And a fourth?";
    const { wordings, failures } = await reword("several", reply);
    expect(wordings).toEqual(["Are pets allowed in the office?"]);
    expect(failures).toEqual([]);
  });

  it("takes a made-up passage as one text of limited length", async () => {
    const { wordings } = await reword("passage", `Dogs are\nwelcome. ${"Really. ".repeat(400)}`);
    expect(wordings[0]).toMatch(/^Dogs are welcome\. Really\./);
    expect(wordings[0]?.length).toBeLessThanOrEqual(1_000);
  });

  it("goes without when the model fails or says nothing, and says why", async () => {
    const error = new AppError("model.timeout", "unavailable", { params: { host: "example.com" } });
    const failed = await reword("several", "", { models: failing(error) });
    expect(failed.wordings).toEqual([]);
    expect(failed.failures).toEqual([
      { model: "small-1", code: "model.timeout", params: { host: "example.com" } },
    ]);
    const silent = await reword("rewrite", " \n—\n");
    expect(silent.failures).toMatchObject([{ code: "search.reworded-nothing" }]);
  });

  it("stops when the run does, and hides no mistake of its own", async () => {
    const signal = AbortSignal.abort();
    await expect(reword("rewrite", "x", { signal })).rejects.toMatchObject({ name: "AbortError" });
    const models = failing(new TypeError("broken"));
    await expect(reword("rewrite", "x", { models })).rejects.toThrow("broken");
  });
});

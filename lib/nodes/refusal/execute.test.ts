import { expect, it } from "vitest";
import { leave, parking } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { refusalExecutor } from "./execute";

const missing = { terms: ["gym"], entities: ["Berlin"], answerType: "place" } as const;
const verdict = { score: 0.1, threshold: 0.5, sufficient: false, reasons: [], missing };
const passages = [leave, parking, leave, parking];
const refuse = (showNearest: boolean, given: unknown) =>
  refusalExecutor.execute({
    params: { message: "Not in my documents.", showNearest },
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

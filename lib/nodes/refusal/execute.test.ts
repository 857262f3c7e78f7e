import { expect, it } from "vitest";
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

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/graph/values";
import { applyPolicy, type Policy } from "./apply-policy";

/** An answer of sentences, each backed or not, as a model node gives it. */
const answers = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }).map((backed) => {
  let text = "";
  const unsupported: { start: number; end: number }[] = [];
  backed.forEach((isBacked, index) => {
    if (text !== "") text += " ";
    const start = text.length;
    text += isBacked ? `Backed ${String(index)}. [1]` : `Made up ${String(index)}.`;
    if (!isBacked) unsupported.push({ start, end: text.length });
  });
  const message: Message = {
    text,
    outcome: "answered",
    citations: [],
    statements: backed.length,
    refusal: null,
    ...(unsupported.length > 0 && { unsupported }),
  };
  return { message, proved: backed.filter(Boolean).length, all: backed.length };
});
const policies = fc.record({
  unproved: fc.constantFrom("mark" as const, "drop" as const, "refuse" as const),
  enough: fc.double({ min: 0, max: 1, noNaN: true }),
  tooLittle: fc.constant("Too little."),
});

describe("the policy for statements without a source", () => {
  it("leaves nothing unproved after dropping, and refuses below the share and only there", () => {
    fc.assert(
      fc.property(answers, policies, ({ message, proved, all }, policy: Policy) => {
        const { message: shown, note } = applyPolicy(message, policy);
        expect(note === null).toBe(proved === all);
        if (policy.unproved === "mark" || proved === all) {
          expect(shown).toBe(message);
          return;
        }
        const refuses =
          proved === 0 || (policy.unproved === "refuse" && proved / all < policy.enough);
        expect(shown.outcome).toBe(refuses ? "refused" : "answered");
        expect(shown.text).not.toContain("Made up");
        expect(shown.unsupported).toBeUndefined();
        if (refuses) expect(shown).toMatchObject({ text: "Too little.", citations: [] });
        else expect(shown.text.match(/Backed/g)).toHaveLength(proved);
        expect(note).toEqual({
          policy: refuses ? "refuse" : "drop",
          statements: all,
          unproved: all - proved,
        });
      }),
    );
  });

  it("leaves a refusal as it is", () => {
    const missing = { terms: [], entities: [], answerType: null };
    const refusal: Message = {
      text: "No.",
      outcome: "refused",
      citations: [],
      refusal: { missing, nearest: [] },
    };
    const policy = { unproved: "refuse", enough: 1, tooLittle: "Too little." } as const;
    expect(applyPolicy(refusal, policy)).toEqual({ message: refusal, note: null });
  });
});

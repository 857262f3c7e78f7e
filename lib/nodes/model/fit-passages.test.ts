import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { passage } from "@/lib/testing/passages";
import { fitPassages } from "./fit-passages";
import { buildPrompt } from "./prompt";

const parts = { question: "How long is the leave?", instructions: "" };
const texts = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 12 });
const passagesOf = (sizes: readonly number[]) =>
  sizes.map((size, index) => passage("leave ".repeat(size), { id: `p${String(index)}` }));

describe("fitting passages into a context", () => {
  it("keeps within the window with the answer, in order, each whole, and sends all when all fit", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 300, max: 4000 }), (sizes, window) => {
        const passages = passagesOf(sizes);
        const { passages: sent, tokens } = fitPassages(
          { ...parts, passages },
          { window, answer: 100 },
        );
        expect(sent).toEqual(passages.filter((one) => sent.includes(one)));
        const prompt = buildPrompt({ ...parts, passages: sent });
        expect(tokens).toBe(prompt.reduce((sum, { content }) => sum + countTokens(content), 0));
        if (sent.length > 0) expect(tokens + 100).toBeLessThanOrEqual(window);
        const all = buildPrompt({ ...parts, passages });
        const size = all.reduce((sum, { content }) => sum + countTokens(content), 0);
        if (size + 100 <= window * 0.85) expect(sent).toHaveLength(passages.length);
      }),
    );
  });

  it("goes on with shorter ones behind one that is too long", () => {
    const passages = passagesOf([10, 2000, 10]);
    const { passages: sent } = fitPassages({ ...parts, passages }, { window: 1000, answer: 100 });
    expect(sent.map(({ id }) => id)).toEqual(["p0", "p2"]);
  });
});

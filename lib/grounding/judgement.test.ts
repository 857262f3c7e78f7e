import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leave } from "@/lib/testing/passages";
import { readJudgement, withJudgement } from "./judgement";

const yes = { sufficient: true, proved: true, missing: "" };
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("a model's judgement", () => {
  it("is read from whatever stands around it, its quotes held against the passages", () => {
    const reply = '```json\n{"sufficient": true, "quotes": ["30 days of\\n paid  Leave"]}\n```';
    expect(readJudgement(reply, [leave])).toEqual(yes);
    const invented = '{"sufficient": true, "quotes": ["40 days", ""]}';
    expect(readJudgement(invented, [leave])).toMatchObject({ sufficient: true, proved: false });
    const no = 'No. {"sufficient": false, "missing": "sick leave"}';
    expect(readJudgement(no, [leave])).toEqual({
      sufficient: false,
      proved: false,
      missing: "sick leave",
    });
  });

  it.each(["", "yes", "{}", '{"sufficient": "yes"}', "{broken", "[1, 2]"])(
    "is nothing in %j",
    (reply) => {
      expect(readJudgement(reply, [leave])).toBeNull();
    },
  );
});

describe("the score with a judgement", () => {
  it("moves the way the model says, most when it is proved, and stays between 0 and 1", () => {
    fc.assert(
      fc.property(share, (score) => {
        const no = withJudgement(score, { ...yes, sufficient: false });
        const unproved = withJudgement(score, { ...yes, proved: false });
        const proved = withJudgement(score, yes);
        expect(0 <= no && no <= score && score <= unproved && unproved <= proved).toBe(true);
        expect(proved).toBeLessThanOrEqual(1);
      }),
      { examples: [[5e-324], [1 - 2 ** -53]] },
    );
  });

  it("keeps the order of scores", () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(withJudgement(low, yes)).toBeLessThanOrEqual(withJudgement(high, yes));
      }),
      { examples: [[1 - 2 ** -53, 1]] },
    );
  });
});

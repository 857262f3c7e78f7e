import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { citeAnswer } from ".";
import { splitClaims } from "./claims";
import { HANDBOOK, passagesOf } from "./testing/passages";

const cite = (text: string, passages = HANDBOOK) => citeAnswer({ text, passages });
const unsupportedTexts = ({ text, unsupported }: ReturnType<typeof cite>) =>
  unsupported.map(({ start, end }) => text.slice(start, end));

describe("splitClaims", () => {
  it("gives a marker to the statement it stands in or behind", () => {
    const { clean, claims } = splitClaims(
      "Leave lasts 16 weeks [2]. Laptops last three years. [3] Fine [1, 4].",
    );
    expect(clean).toBe("Leave lasts 16 weeks. Laptops last three years. Fine.");
    expect(claims.map((claim) => claim.markers)).toEqual([[2], [3], [1, 4]]);
  });
  it("leaves questions out", () => {
    expect(splitClaims("It lasts 16 weeks. Do you need more?").claims).toHaveLength(1);
  });
});

describe("citeAnswer", () => {
  it("ties a statement to the sentence that backs it", () => {
    const { text, citations, unsupported } = cite("Parental leave lasts 16 weeks at full pay [2].");
    expect(text).toBe("Parental leave lasts 16 weeks at full pay. [1]");
    expect(unsupported).toEqual([]);
    expect(citations).toHaveLength(1);
    expect(citations[0]).toMatchObject({
      number: 1,
      passageId: "passage-1",
      quote:
        "Parental leave lasts 16 weeks at full pay and may be taken within two years of the birth.",
      start: 200,
    });
  });
  it("moves a marker from a passage that does not back the statement to one that does", () => {
    const { text, citations } = cite("A stolen laptop must be reported within 24 hours [1].");
    expect(text).toBe("A stolen laptop must be reported within 24 hours. [1]");
    expect(citations.map((citation) => citation.passageId)).toEqual(["passage-2"]);
  });
  it("drops the marker of a statement that nothing backs, and lists it", () => {
    const result = cite(
      "Employees may bring dogs on Fridays [1]. The office in Rotterdam opens at 7:30 [4].",
    );
    expect(result.text).toBe(
      "Employees may bring dogs on Fridays. The office in Rotterdam opens at 7:30. [1]",
    );
    expect(unsupportedTexts(result)).toEqual(["Employees may bring dogs on Fridays."]);
  });
  it("does not accept a wrong number", () => {
    const result = cite(
      "Employees who work full time receive 38 days of paid holiday each year [1].",
    );
    expect(result.citations).toEqual([]);
    expect(unsupportedTexts(result)).toHaveLength(1);
  });
  it("does not accept the opposite", () => {
    expect(cite("Laptops are not replaced every three years [3].").citations).toEqual([]);
    const denial = passagesOf("Travel insurance is not included in the basic plan.");
    expect(cite("Travel insurance is included in the basic plan [1].", denial).citations).toEqual(
      [],
    );
    expect(
      cite("Travel insurance is not included in the basic plan [1].", denial).citations,
    ).toHaveLength(1);
  });
  it("ties statements that carry no marker", () => {
    const { text, citations } = cite("Visitors sign in at the front desk.");
    expect(text).toBe("Visitors sign in at the front desk. [1]");
    expect(citations[0]?.passageId).toBe("passage-3");
  });
  it("numbers by first appearance and gives one number to one quote", () => {
    const { text, citations } = cite(
      "The office in Rotterdam closes at 19:00 [4]. Parental leave lasts 16 weeks [2]. The Rotterdam office opens at 7:30 [4].",
    );
    expect(text).toBe(
      "The office in Rotterdam closes at 19:00. [1] Parental leave lasts 16 weeks. [2] The Rotterdam office opens at 7:30. [1]",
    );
    expect(citations.map((citation) => citation.number)).toEqual([1, 2]);
  });
  it("ignores markers of passages that do not exist", () => {
    expect(cite("Parental leave lasts 16 weeks [9].").text).toBe(
      "Parental leave lasts 16 weeks. [1]",
    );
  });
  it("puts markers behind closing marks, and inside the row of a table", () => {
    expect(cite("“Visitors sign in at the front desk [4].”").text).toBe(
      "“Visitors sign in at the front desk.” [1]",
    );
    expect(
      cite("| Who | Where |\n| --- | --- |\n| Visitors sign in | front desk |").text,
    ).toContain("| Visitors sign in | front desk [1] |");
  });
  it("gives back what it gave when it reads its own answer", () => {
    const once = cite("The Rotterdam office opens at 7:30 [4]. Parental leave lasts 16 weeks [2].");
    const order = once.citations.map(({ passageId }) =>
      HANDBOOK.findIndex(({ id }) => id === passageId),
    );
    const named = once.text.replace(/\[(\d)\]/g, (_, n) => `[${(order[Number(n) - 1] ?? 0) + 1}]`);
    expect(cite(named).text).toBe(once.text);
  });
  it("keeps quoted rows apart, each with its own quote", () => {
    const rows = [
      "Code: E06; Meaning: Steam boiler too hot (over 135 °C); What to do: Let it cool for 45 minutes",
      "Code: E10; Meaning: Descaling was interrupted; What to do: Start descaling again from step 1",
    ];
    const result = cite(rows.map((row) => `${row} [1]`).join("\n\n"), passagesOf(rows.join("\n")));
    expect(result.text).toBe(`${rows[0] ?? ""} [1]\n\n${rows[1] ?? ""} [2]`);
    expect(result.citations.map(({ quote }) => quote)).toEqual(rows);
  });
  it("does not ask for a source of what says nothing", () => {
    expect(cite("Yes. And so on.").unsupported).toEqual([]);
  });
  it("works in Chinese", () => {
    const { text, citations } = cite(
      "育儿假为期十六周 [1]。",
      passagesOf("育儿假为期十六周，全薪。笔记本电脑每三年更换。"),
    );
    expect(text).toBe("育儿假为期十六周。 [1]");
    expect(citations[0]?.quote).toBe("育儿假为期十六周，全薪。");
  });
  it("leaves an answer without passages as it was, marked unsupported", () => {
    const result = cite("Parental leave lasts 16 weeks [1].", []);
    expect(result.text).toBe("Parental leave lasts 16 weeks.");
    expect(result.unsupported).toHaveLength(1);
  });
  it("always quotes the stored text, numbers without gaps and marks spans inside the text", () => {
    const words = [
      "leave",
      "16",
      "weeks",
      "laptops",
      "not",
      "Rotterdam",
      "[1]",
      "[2,3]",
      "[77]",
      ".",
      "?",
      "\n",
      "-",
      "休暇",
      "。",
      "opens",
    ];
    const unit = fc.constantFrom(...words);
    const drawn = fc.array(unit, { maxLength: 40 }).map((units) => units.join(" "));
    fc.assert(
      fc.property(drawn, fc.array(drawn, { maxLength: 3 }), (text, texts) => {
        const passages = [...passagesOf(...texts), ...HANDBOOK];
        const result = cite(text, passages);
        result.citations.forEach((citation, index) => {
          expect(citation.number).toBe(index + 1);
          const held = passages.some(
            (passage) =>
              passage.id === citation.passageId &&
              passage.text.slice(citation.start - passage.start, citation.end - passage.start) ===
                citation.quote,
          );
          expect(held).toBe(true);
          expect(citation.quote).not.toBe("");
          expect(result.text).toContain(`[${citation.number}]`);
        });
        const shown = [...result.text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
        expect(new Set(shown)).toEqual(
          new Set(result.citations.map((citation) => citation.number)),
        );
        expect([...new Set(shown)]).toEqual([...new Set(shown)].sort((a, b) => a - b));
        for (const { start, end } of result.unsupported) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(result.text.length);
          expect(result.text.slice(start, end).trim()).not.toBe("");
        }
      }),
    );
  });
});

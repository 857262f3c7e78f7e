import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractAnswer } from ".";
import { HANDBOOK, passageOf, passagesOf } from "./testing/passages";

const answer = (question: string, passages = HANDBOOK) =>
  extractAnswer({ question, passages })?.sentences.map((sentence) => sentence.text) ?? null;

describe("extractAnswer", () => {
  it.each([
    ["How many days of holiday do full-time employees receive?", "28 days"],
    ["How long does parental leave last?", "16 weeks"],
    ["who approves parental leave", "Ms. Okafor"],
    ["Until when can unused holiday be carried over?", "31 March"],
    ["When does the office in Rotterdam open?", "7:30"],
    ["Why must a stolen laptop be reported?", "because access has to be blocked"],
    ["How much is refunded for meals?", "€45"],
  ])("%s", (question, expected) => expect(answer(question)?.[0]).toContain(expected));

  it("quotes nothing when nothing fits", () => {
    expect(answer("Who won the world cup?")).toBeNull();
    expect(answer("How long?", [])).toBeNull();
    expect(answer("", HANDBOOK)).toBeNull();
  });
  it("quotes a table row with its header", () => {
    const table = passageOf(
      "Prices from May\n\n| Plan | Seats | Price |\n| --- | --- | --- |\n| Basic | 5 | €9 |\n| Team | 20 | €49 |",
    );
    const quoted = answer("What does the Team plan cost?", [table]);
    expect(quoted).toContain("| Team | 20 | €49 |");
    expect(quoted).toContain("| Plan | Seats | Price |");
  });
  it("quotes a CSV row with its header", () => {
    const csv = passageOf("sku,product,price\nA-1,Desk lamp,39.00\nB-7,Office chair,249.00");
    const quoted = answer("What is the price of the office chair?", [csv]);
    expect(quoted).toEqual(["sku,product,price", "B-7,Office chair,249.00"]);
  });
  it("quotes the whole labelled row that is asked for, and nothing else", () => {
    const prices = passageOf(
      [
        "Product: Milk jug 350 ml; Description: Frothing jug; Price in GBP (incl. VAT): 14.00; Unit: each",
        "Product: Milk jug 600 ml; Description: Frothing jug, steel; Price in GBP (incl. VAT): 18.00; Unit: each",
      ].join("\n"),
    );
    expect(answer("What does the 600 ml milk jug cost?", [prices])).toEqual([
      "Product: Milk jug 600 ml; Description: Frothing jug, steel; Price in GBP (incl. VAT): 18.00; Unit: each",
    ]);
  });
  it("quotes only what holds the code that is asked for", () => {
    const codes = passagesOf(
      [
        "Code: E05; Meaning: Brew boiler too hot (over 108 °C); What to do: Let it cool for 30 minutes",
        "Code: E06; Meaning: Steam boiler too hot (over 135 °C); What to do: Let it cool for 45 minutes",
        "Code: E10; Meaning: Descaling was interrupted; What to do: Start again from step 1",
        "",
        "E08 is the only code that also sounds an alarm.",
      ].join("\n"),
      "An error code means that the machine has found an error. The codes are in the manual.",
    );
    expect(answer("What does error code E06 mean?", codes)).toEqual([
      "Code: E06; Meaning: Steam boiler too hot (over 135 °C); What to do: Let it cool for 45 minutes",
    ]);
  });
  it("quotes nothing about the neighbours of a code or a numbered name that is nowhere", () => {
    const prices = passagesOf(
      "Product: Grano 65 grinder; Price: 545.00\nProduct: Grano 40 grinder; Price: 289.00",
      "Error code E06 on the TD-210 means that the boiler is too hot.",
    );
    expect(answer("What is the price of the Grano 80 grinder?", prices)).toBeNull();
    expect(answer("What does error code E14 on the TD-210 mean?", prices)).toBeNull();
    expect(answer("What does error code E06 on the TD-290 mean?", prices)).toBeNull();
    expect(answer("What is the price of the Grano 65 grinder?", prices)).toHaveLength(1);
  });
  it("follows prose that goes on about a code without naming it again", () => {
    const prose = passagesOf(
      "The motorway is 90 km long. Trains are slow.",
      "The A40 crosses the north. The motorway is 430 km long.",
    );
    expect(answer("How long is motorway A40?", prose)?.join(" ")).toContain("430 km");
    expect(answer("How long is motorway A40?", prose)?.join(" ")).not.toContain("90 km");
  });
  it("takes a row of the same table along only for another name, number or code", () => {
    const table = passageOf(
      [
        "Length of service: Less than 6 months; Full pay: Statutory sick pay only",
        "Length of service: 2 to 5 years; Full pay: 8 weeks",
        "Length of service: 6 to 9 years; Full pay: 12 weeks",
      ].join("\n"),
    );
    expect(answer("How much sick pay do I get with 2 to 5 years of service?", [table])).toEqual([
      "Length of service: 2 to 5 years; Full pay: 8 weeks",
    ]);
  });
  it("prefers a percentage where one is asked for", () => {
    const passages = passagesOf(
      "Topic: Pension payments; Who: Payroll; How: extension 2130",
      "You pay in 5% and the company pays in 8%.",
    );
    expect(
      answer("What percentage does the company pay into my pension?", passages)?.[0],
    ).toContain("8%");
  });
  it("adds a sentence only when it covers more of the question", () => {
    const passages = passagesOf(
      "The garage in Leeds closes at 21:00. Dogs wait outside. So at 21:00 the garage in Leeds closes.",
    );
    expect(answer("When does the garage in Leeds close?", passages)).toEqual([
      "The garage in Leeds closes at 21:00.",
    ]);
    const halves = passagesOf("The garage opens at 7:00. It has a lift. The bar closes at 22:00.");
    expect(answer("When does the garage open and when does the bar close?", halves)).toEqual([
      "The garage opens at 7:00.",
      "The bar closes at 22:00.",
    ]);
  });
  it("quotes a list item with the line that introduces the list", () => {
    const list = passageOf(
      "To get a parking permit you need:\n- proof of address\n- a photo of the number plate\n\nPermits last one year.",
    );
    const quoted = answer("Is a photo of the number plate needed?", [list]);
    expect(quoted?.join("\n")).toContain("To get a parking permit you need:");
    expect(quoted?.join("\n")).toContain("- a photo of the number plate");
  });
  it("quotes a whole list when its introduction answers", () => {
    const list = passageOf(
      "To get a parking permit you need:\n- proof of address\n- a photo\n\nThe canteen is open daily.",
    );
    expect(answer("What do I need to get a parking permit?", [list])?.join("\n")).toContain(
      "- a photo",
    );
  });
  it("prefers the passage whose heading names the subject", () => {
    const passages = [
      passageOf("The fee is €20 per month.", { rank: 0, headings: ["Gym"] }),
      passageOf("The fee is €75 per month.", { rank: 1, headings: ["Parking"] }),
    ];
    expect(answer("What is the fee for parking?", passages)?.[0]).toContain("€75");
  });
  it("does not answer with a question", () => {
    const passages = passagesOf(
      "How long is parental leave? Many people ask this.",
      "Parental leave is 16 weeks long.",
    );
    expect(answer("How long is parental leave?", passages)?.[0]).toContain("16 weeks");
  });
  it("returns exact, distinct slices, at most three", () => {
    const unit = fc.constantFrom(
      "leave",
      "lasts",
      "16",
      "weeks",
      "Okafor",
      ".",
      "?",
      "\n",
      "| a |",
      "- item",
      "休暇",
      ":",
      " ",
      "office",
    );
    fc.assert(
      fc.property(fc.array(fc.array(unit, { maxLength: 30 }), { maxLength: 4 }), (drawn) => {
        const passages = passagesOf(...drawn.map((units) => units.join(" ")));
        const found = extractAnswer({
          question: "How long does leave last in the Okafor office?",
          passages,
        });
        const spans = found?.sentences ?? [];
        expect(spans.length).toBeLessThanOrEqual(3);
        spans.forEach((span, i) => {
          expect(passages[span.passageIndex]?.text.slice(span.start, span.end)).toBe(span.text);
          expect(span.text).not.toBe("");
          const clash = spans
            .slice(i + 1)
            .some(
              (other) =>
                other.passageIndex === span.passageIndex &&
                other.start < span.end &&
                span.start < other.end,
            );
          expect(clash).toBe(false);
        });
        if (found) expect(found.confidence).toBeGreaterThan(0);
      }),
    );
  });
});

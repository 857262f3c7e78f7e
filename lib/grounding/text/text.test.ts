import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerType } from "./answer-types";
import { numberValue } from "./numbers";
import { analyzeQuestion } from "./question";
import { opposite, similarity } from "./related-words";
import { splitSentences } from "./sentences";
import { stem } from "./stems";
import { tokenize } from "./tokens";

const sentencesOf = (text: string) =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));
const termsOf = (text: string) => tokenize(text).map((token) => token.term);

describe("tokenize", () => {
  it("keeps exact offsets for every script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const token of tokenize(text)) {
          const surface = text.slice(token.start, token.end);
          expect(surface).not.toBe("");
          expect(surface.trim()).toBe(surface);
        }
      }),
    );
  });
  it("never lets words overlap; only two-character units of unspaced scripts do", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const words = tokenize(text).filter((token) => token.kind !== "cjk");
        words.forEach((token, i) =>
          expect(token.start).toBeGreaterThanOrEqual(words[i - 1]?.end ?? 0),
        );
      }),
    );
  });
  it("cuts unspaced scripts into overlapping pairs and keeps a lone character", () => {
    expect(termsOf("北京大学")).toEqual(["北京", "京大", "大学"]);
    expect(termsOf("A 中 B")).toEqual(["a", "中", "b"]);
  });
  it("drops possessives and joins dotted abbreviations", () => {
    expect(termsOf("Fresno's U.S. office")).toEqual([stem("fresno"), "usa", stem("office")]);
  });
  it("reads words that are also members of every object", () => {
    expect(termsOf("constructor toString valueOf")).toEqual(
      ["constructor", "tostring", "valueof"].map(stem),
    );
  });
  it("tells ASCII and Unicode texts the same story", () => {
    expect(termsOf("café 12 offices").slice(1)).toEqual(termsOf("cafe 12 offices").slice(1));
  });
});

describe("numberValue", () => {
  it.each([
    ["28,000", "28000"],
    ["28.000", "28000"],
    ["1,234,567.50", "1234567.5"],
    ["3,5", "3.5"],
    ["٤٢", "42"],
    ["４２", "42"],
    ["007", "7"],
    ["seven", "7"],
    ["table", "table"],
  ])("%s is %s", (surface, value) => expect(numberValue(surface)).toBe(value));
});

describe("stem", () => {
  it.each([
    ["wrote", "writing"],
    ["children", "child"],
    ["policies", "policy"],
    ["café", "cafe"],
  ])("joins %s and %s", (a, b) => expect(stem(a)).toBe(stem(b)));
});

describe("splitSentences", () => {
  it("does not end a sentence behind the day of a German date", () => {
    expect(sentencesOf("Er endet am 31. März. Danach nicht.")).toEqual([
      "Er endet am 31. März.",
      "Danach nicht.",
    ]);
    expect(sentencesOf("There are 31. Many left.")).toEqual(["There are 31.", "Many left."]);
  });
  it("keeps abbreviations, initials and decimals whole", () => {
    expect(sentencesOf("Dr. J. K. Smith paid $3.50. He left at 5 p.m. on Monday. Fine!")).toEqual([
      "Dr. J. K. Smith paid $3.50.",
      "He left at 5 p.m. on Monday.",
      "Fine!",
    ]);
  });
  it("treats list items and table rows as pieces of their own", () => {
    expect(
      sentencesOf("You need:\n- a badge\n- a laptop\n\n| Plan | Price |\n| Basic | €9 |"),
    ).toEqual(["You need:", "- a badge", "- a laptop", "| Plan | Price |", "| Basic | €9 |"]);
  });
  it("joins lines that were cut by width", () => {
    const text =
      "Every employee of the company is asked to read\nthis page once a year and to confirm that\nthey did.";
    expect(sentencesOf(text)).toEqual([text]);
  });
  it("never splits a row that names its columns, whatever its cells hold", () => {
    const rows = [
      "Product: Milk jug 600 ml; Unit: each; Price in GBP (incl. VAT): 18.00; Note: Dishwasher safe. Steel.",
      "product: Tamper; note: Out of stock. Call us!; price: 24.50",
    ];
    expect(sentencesOf(rows.join("\n"))).toEqual(rows);
    expect(sentencesOf(`Prices changed.\n\n${rows.join("\n")}\n\nAsk us.`)).toEqual([
      "Prices changed.",
      ...rows,
      "Ask us.",
    ]);
  });
  it("never splits a row of cells between bars or tabs", () => {
    const rows = [
      "| Jug | Holds 600 ml. Steel. |",
      "Jug | Holds 600 ml. Steel. | 18",
      "a. B\tc. D",
    ];
    expect(sentencesOf(rows.join("\n"))).toEqual(rows);
  });
  it("does not take prose with a colon and a semicolon for a row", () => {
    expect(
      sentencesOf("She said: the office closes early today; go home. Everybody did. It rained."),
    ).toEqual([
      "She said: the office closes early today; go home.",
      "Everybody did.",
      "It rained.",
    ]);
  });
  it.each([
    "The price (incl. VAT and delivery) is fixed.",
    "Costs excl. VAT are approx. 30 pounds, e.g. for Leeds, i.e. nearby etc. and so on.",
    "See article no. 7 and fig. 3.",
    "The jug (it is steel. It lasts!) is new.",
    "“Why?” she asked and left.",
    "Yahoo! is a company, well… maybe.",
  ])("keeps %s whole", (sentence) => expect(sentencesOf(`${sentence} Next.`)[0]).toBe(sentence));
  it("ends a sentence after a word that is an abbreviation only before a number", () => {
    expect(sentencesOf("The answer is no. We are sorry.")).toEqual([
      "The answer is no.",
      "We are sorry.",
    ]);
  });
  it("ends a sentence where its parentheses close, or never do", () => {
    expect(sentencesOf("He left (really.) Then it rained.")).toEqual([
      "He left (really.)",
      "Then it rained.",
    ]);
    expect(sentencesOf("He left (so we hear. Then it rained.")).toHaveLength(2);
  });
  it("splits Chinese and Japanese", () => {
    expect(sentencesOf("今天下雨。明天晴！")).toEqual(["今天下雨。", "明天晴！"]);
  });
  it("loses no visible character, overlaps nothing and trims every piece", () => {
    const unit = fc.constantFrom(
      "a",
      "B",
      "7",
      ".",
      "!",
      "?",
      "。",
      "\n",
      " ",
      ": ",
      "; ",
      "(",
      "\t",
      "|",
      "-",
      ")",
      "”",
      "Dr",
      "ж",
      "中",
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const text = units.join("");
        const pieces = splitSentences(text);
        let from = 0;
        for (const { start, end } of pieces) {
          expect(text.slice(from, start).trim()).toBe("");
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          expect(end).toBeGreaterThan(start);
          from = end;
        }
        expect(text.slice(from).trim()).toBe("");
      }),
    );
  });
});

describe("answerType", () => {
  it.each([
    ["Who approves parental leave?", "person"],
    ["when does the office open", "date"],
    ["In what year was it founded?", "date"],
    ["How many days of holiday do I get?", "number"],
    ["How much does the basic plan cost?", "money"],
    ["What does a call-out cost a café without a plan?", "money"],
    ["What does the milk frothing jug cost?", "money"],
    ["How long does parental leave last?", "duration"],
    ["Where is the office?", "place"],
    ["Why are laptops blocked?", "reason"],
    ["What is a service desk?", "definition"],
    ["谁是总导演", "person"],
    ["上海的GDP是多少", "number"],
    ["Wann öffnet das Büro?", "date"],
    ["¿Dónde está la oficina?", "place"],
    ["Which form must be signed before travelling?", null],
  ])("%s asks for %s", (question, type) => expect(answerType(question)).toBe(type));
});

describe("analyzeQuestion", () => {
  it("finds names, numbers and what they weigh", () => {
    const { terms, names } = analyzeQuestion(
      "How many private schools did New Zealand have in 2014?",
    );
    const of = (surface: string) => terms.find((term) => term.surface === surface);
    expect(of("Zealand")?.name).toBe(true);
    expect(of("2014")?.kind).toBe("number");
    expect(of("2014")?.weight).toBeGreaterThan(of("schools")?.weight ?? 9);
    expect(names.map((group) => group.map((term) => terms[term]?.surface))).toEqual([
      ["New", "Zealand"],
    ]);
  });
  it("reads the noun a which-question is about", () => {
    const { focus, terms } = analyzeQuestion("Which colour is the badge of visitors?");
    expect(terms[focus]?.surface).toBe("colour");
    expect(analyzeQuestion("What is the badge colour?").focus).toBe(-1);
  });
  it("does not take the capital of the first word for a name", () => {
    expect(analyzeQuestion("Laptops are replaced when?").terms[0]?.name).toBe(false);
    expect(analyzeQuestion("UHI is short for what?").terms[0]?.name).toBe(true);
  });
  it("blanks question particles of unspaced scripts", () => {
    expect(analyzeQuestion("总导演是谁").terms.map((term) => term.term)).toEqual(["总导", "导演"]);
  });
  it("weighs nothing twice", () => {
    expect(analyzeQuestion("laptop laptops LAPTOP").terms).toHaveLength(1);
  });
});

describe("related words", () => {
  it("counts the same word fully, a relative in part, a stranger not", () => {
    expect(similarity(stem("wrote"), stem("writes"))).toBe(1);
    expect(similarity(stem("wrote"), stem("author"))).toBeGreaterThan(0.3);
    expect(similarity(stem("laptop"), stem("holiday"))).toBe(0);
  });
  it("is symmetric and never exceeds 1", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(similarity(a, b)).toBe(similarity(b, a));
        expect(similarity(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
  it("knows opposites from the list and from prefixes", () => {
    expect(opposite(stem("increase"), stem("decrease"))).toBe(true);
    expect(opposite("legal", "illegal")).toBe(true);
    expect(opposite("legal", "regal")).toBe(false);
  });
});

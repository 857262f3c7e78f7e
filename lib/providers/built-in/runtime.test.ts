import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  collect,
  describeProvider,
  holidayRequest,
  textOf,
} from "@/lib/providers/_contract/conformance";
import { builtIn, BUILT_IN_MODEL } from "./definition";
import { embedText } from "./embed-text";
import { DIMENSION } from "./features";
import { builtInRuntime } from "./runtime";

const connection = { baseUrl: "", apiKey: null };
const ports = {
  fetch: () => Promise.reject(new Error("The built-in provider uses no network.")),
};

describeProvider({
  definition: builtIn,
  runtime: builtInRuntime,
  connection,
  ports,
  chatModel: BUILT_IN_MODEL,
  embeddingModel: BUILT_IN_MODEL,
});

describe("the quoting reader", () => {
  it("quotes word for word, each sentence with the number of its passage", async () => {
    const request = holidayRequest(BUILT_IN_MODEL);
    const chunks = await collect(builtInRuntime.chat().stream(request));
    const quotes = textOf(chunks)
      .split(/ \[1\] ?/)
      .filter(Boolean);
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) expect(request.grounding?.passages[0]?.text).toContain(quote);
    expect(chunks.at(-1)).toEqual({ type: "finish", reason: "stop" });
  });

  it("keeps quotes from different places apart and neighbours together", async () => {
    const text = (passage: string, question: string) => {
      const request = holidayRequest(BUILT_IN_MODEL);
      const passages = request.grounding?.passages.map((one) => ({ ...one, text: passage })) ?? [];
      const chat = builtInRuntime.chat();
      return collect(chat.stream({ ...request, grounding: { question, passages } })).then(textOf);
    };
    const question = "When does the garage open and when does the bar close?";
    const [first, second] = ["The garage opens at 7:00.", "The bar closes at 22:00."];
    expect(await text(`${first} ${second}`, question)).toBe(`${first} [1] ${second} [1]`);
    expect(await text(`${first} It rained. ${second}`, question)).toBe(
      `${first} [1]\n\n${second} [1]`,
    );
  });

  it.each([
    ["nothing to read", { question: "How many days?", passages: [] }],
    [
      "nothing that answers",
      { ...holidayRequest("").grounding, question: "Who won the chess final in Oslo?" },
    ],
    ["no grounding", undefined],
  ])("says no-answer, and no text, with %s", async (_, grounding) => {
    const { grounding: _unused, ...request } = holidayRequest(BUILT_IN_MODEL);
    const passages = grounding?.passages ?? [];
    const chunks = await collect(
      builtInRuntime.chat().stream({
        ...request,
        ...(grounding && { grounding: { question: grounding.question, passages } }),
      }),
    );
    expect(textOf(chunks)).toBe("");
    expect(chunks.at(-1)).toEqual({ type: "finish", reason: "no-answer" });
  });
});

describe("embedText", () => {
  const cosine = (a: string, b: string) => {
    const other = embedText(b);
    return embedText(a).reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  };

  it("gives unit vectors for any text, whatever was embedded before", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ unit: "binary" }),
        (text, between) => {
          const vector = embedText(text);
          expect(vector).toHaveLength(DIMENSION);
          expect(vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1);
          embedText(between);
          expect(embedText(text)).toEqual(vector);
        },
      ),
    );
  }, 20_000);

  it("stays the same over releases: stored vectors depend on it", () => {
    const vector = embedText("Everyone has 28 days of holiday.");
    const largest = vector
      .map((value, index) => ({ value, index }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    expect(largest.slice(0, 3).map(({ value, index }) => [index, Number(value.toFixed(4))]))
      .toMatchInlineSnapshot(`
      [
        [
          112,
          0.6365,
        ],
        [
          133,
          0.3819,
        ],
        [
          73,
          -0.294,
        ],
      ]
    `);
  });

  it.each([
    ["inflections", "carry over holidays", "holiday was carried over", "the printer is broken"],
    ["compounds", "Urlaubsantrag", "Urlaubsanträge stellen", "Drucker reparieren"],
    ["misspellings", "reimbursment", "reimbursement", "retirement"],
    ["case and accents", "CAFÉ RÉSUMÉ", "cafe resume", "tea letter"],
    ["full-width letters", "ＶＰＮ １２", "vpn 12", "wifi 34"],
    ["Chinese", "年假多少天", "每年有二十八天年假", "打印机坏了"],
    ["Japanese", "有給休暇の日数", "有給休暇は年に二十日", "プリンターの故障"],
    ["Arabic", "أيام الإجازة", "عدد أيام الإجازة السنوية", "الطابعة معطلة"],
    ["Hindi", "छुट्टी के दिन", "साल में छुट्टी के दिन", "प्रिंटर खराब है"],
    ["Thai", "วันหยุดพักร้อน", "พนักงานมีวันหยุดพักร้อน", "เครื่องพิมพ์เสีย"],
    ["Korean", "연차 휴가", "연차 휴가는 며칠", "프린터 고장"],
  ])("brings %s near each other", (...[, asked, near, far]) => {
    expect(cosine(asked, near)).toBeGreaterThan(cosine(asked, far) + 0.15);
  });

  it("counts function words little", () => {
    expect(cosine("what is the of a to", "holiday")).toBeLessThan(0.3);
    expect(cosine("what is the holiday", "holiday")).toBeGreaterThan(0.9);
  });

  it("embeds long texts quickly", () => {
    const paragraph =
      "Employees may carry over unused holiday into the next year when their manager agrees. ";
    const passages = Array.from(
      { length: 500 },
      (_, index) => `${String(index)} ${paragraph.repeat(12)}`,
    );
    const before = process.cpuUsage();
    passages.forEach(embedText);
    const { user, system } = process.cpuUsage(before);
    // Over 5,000 a second measured (npm run bench); the bound leaves room for a slow machine.
    expect(passages.length / ((user + system) / 1e6)).toBeGreaterThan(1000);
  });
});

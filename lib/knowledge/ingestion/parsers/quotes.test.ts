import { describe, expect, it } from "vitest";
import { citeAnswer, splitSentences } from "@/lib/grounding";
import { passage } from "@/lib/testing/passages";
import { chunkDocument } from "../chunk";
import { parseFile } from "../parse-file";
import { createPartReader } from "../read-part";
import type { Format, ParsedDocument, ParseInput } from "./_contract/parser";
import { parsers } from "./registry";
import { makeDocx, withFile } from "./testing";

/** The same two facts in languages of many scripts, with combining marks and characters of two UTF-16 units among them. */
const FACTS: Readonly<Record<string, readonly [string, string]>> = {
  English: ["Parental leave lasts 16 weeks.", "Laptops are replaced every 4 years 💻."],
  German: ["Die Elternzeit dauert 16 Wochen.", "Notebooks werden alle 4 Jahre ersetzt."],
  French: ["Le congé parental dure 16 semaines.", "Les portables sont remplacés tous les 4 ans."],
  Vietnamese: ["Nghỉ phép cha mẹ kéo dài 16 tuần.", "Máy tính được thay mỗi 4 năm."],
  Turkish: ["Ebeveyn izni 16 hafta sürer.", "Dizüstü bilgisayarlar 4 yılda bir değiştirilir."],
  Greek: ["Η γονική άδεια διαρκεί 16 εβδομάδες.", "Οι υπολογιστές αλλάζουν κάθε 4 χρόνια."],
  Russian: ["Отпуск по уходу длится 16 недель.", "Ноутбуки заменяют каждые 4 года."],
  Arabic: ["تستمر إجازة الوالدين 16 أسبوعا.", "تستبدل الحواسيب كل 4 سنوات."],
  Hindi: ["माता-पिता की छुट्टी 16 सप्ताह की है।", "लैपटॉप हर 4 साल में बदले जाते हैं।"],
  Thai: ["การลาเลี้ยงดูบุตรมีระยะเวลา 16 สัปดาห์", "เปลี่ยนแล็ปท็อปทุก 4 ปี"],
  Chinese: ["育儿假为期16周。", "笔记本电脑每4年更换一次。"],
  Japanese: ["育児休暇は16週間です。", "ノートパソコンは4年ごとに交換します。"],
  Korean: ["육아 휴직은 16주입니다.", "노트북은 4년마다 교체됩니다."],
};

type Written = (facts: readonly [string, string]) => string | Promise<Uint8Array>;
const FORMATS: Partial<Record<Format, Written>> = {
  text: (facts) => facts.join("\r\n\r\n").normalize("NFD"),
  markdown: ([one, two]) => `# 16 · 4\n\n**${one}**\n\n- ${two}\n`,
  html: ([one, two]) => `<h1>16</h1><p>${one}</p>\n<ul><li>${two}</li></ul>`,
  csv: ([one, two]) => `"a","b"\n"${one}","${two}"\n`,
  json: ([one, two]) => JSON.stringify({ one, two }),
  docx: ([one, two]) => makeDocx([["a"], [one], [two]]),
};

async function read(format: Format, content: string | Uint8Array): Promise<ParsedDocument> {
  const { parse } = await parsers[format]();
  return withFile(content, (path) => {
    const options = { ocr: { languages: ["eng"] }, comments: false };
    const signal = new AbortController().signal;
    const input: ParseInput = { path, name: `facts.${format}`, mimeType: "", options, signal };
    return parse({ ...input, readPart: createPartReader(input, parseFile) });
  });
}

describe.each(Object.keys(FORMATS) as Format[])(
  "a quote from %s",
  { timeout: 60_000 },
  (format) => {
    it.each(Object.entries(FACTS))(
      "in %s stands in the stored text where it says",
      async (_, facts) => {
        const document = await read(format, (await FORMATS[format]?.(facts)) ?? "");
        const passages = chunkDocument(document).map((chunk) =>
          passage(chunk.text, { id: String(chunk.ordinal), start: chunk.start, end: chunk.end }),
        );
        const said = passages.flatMap(({ text }) =>
          splitSentences(text).map(({ start, end }) => text.slice(start, end)),
        );
        expect(said.join(" ").normalize("NFC")).toContain("16");
        const { citations } = citeAnswer({ text: said.join("\n"), passages });
        expect(citations.length).toBeGreaterThan(0);
        for (const { start, end, quote } of citations) {
          expect(document.text.slice(start, end)).toBe(quote);
        }
      },
    );
  },
);

import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { DocumentBuilder } from "./document-builder";
import { decode, readText, unmarkedUnicode } from "./read-text";
import { withFile } from "./testing";

const RUSSIAN =
  "Сотрудник имеет право на ежегодный отпуск. Заявление подаётся за две недели до начала.";
const SENTENCES: readonly [string, string][] = [
  ["windows-1251", RUSSIAN],
  ["koi8-r", RUSSIAN],
  ["ibm866", RUSSIAN],
  ["iso-8859-5", RUSSIAN],
  ["windows-1252", "Die Größe der Räume für Gäste wird jährlich geprüft – „sehr schön“, hieß es."],
  ["windows-1252", "L’été dernier, la société a été créée à Genève; où êtes-vous passés ?"],
  [
    "windows-1250",
    "Wniosek o urlop należy złożyć najpóźniej dwa tygodnie przed jego rozpoczęciem.",
  ],
  ["windows-1250", "Žádost o dovolenou se podává nejpozději dva týdny předem, příště včas."],
  ["windows-1253", "Η αίτηση άδειας υποβάλλεται δύο εβδομάδες πριν από την έναρξη."],
  [
    "windows-1254",
    "İzin başvurusu en geç iki hafta önce yapılmalıdır; yönetici üç gün içinde yanıtlar.",
  ],
  ["windows-1255", "הבקשה לחופשה מוגשת שבועיים לפני תחילתה"],
  ["windows-1256", "يقدم طلب الإجازة قبل أسبوعين من بدايتها ويجيب المدير خلال ثلاثة أيام"],
  ["windows-874", "คำขอลาหยุดต้องยื่นล่วงหน้าสองสัปดาห์"],
  ["shift_jis", "休暇の申請は二週間前までに提出してください。"],
  ["shift_jis", "名前,年齢,住所\n山田花子,28,大阪\n"],
  ["euc-jp", "休暇の申請は二週間前までに提出してください。"],
  ["gb18030", "员工每年有三十天的休假，申请应在两周之前提出。"],
  ["big5", "員工每年有三十天的休假，申請應在兩週之前提出。"],
  ["koi8-u", "Працівник має право на щорічну відпустку. Її початок узгоджує керівник."],
  ["iso-8859-6", "يقدم طلب الإجازة قبل أسبوعين من بدايتها ويجيب المدير خلال ثلاثة أيام"],
  [
    "windows-1257",
    "Prašymas pateikiamas prieš dvi savaites, o vadovas atsako per tris dienas. Ąžuolas, žąsis.",
  ],
  ["cp852", "Wniosek należy złożyć dwa tygodnie wcześniej, a przełożony odpowie. Źdźbło, łąka."],
  ["cp850", "L'employé bénéficie de congés payés, même à l'étranger. Ça coûte très cher à Noël."],
  ["euc-kr", "휴가 신청은 시작하기 두 주 전까지 제출해야 합니다."],
];

describe("decode", () => {
  it.each(SENTENCES)("reads %s: %s", (encoding, sentence) => {
    expect(decode(iconv.encode(sentence, encoding)).text).toBe(sentence);
  });

  it.each(["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"])(
    "follows the byte order mark of %s",
    (encoding) => {
      const marked = decode(iconv.encode(`\ufeff${RUSSIAN}`, encoding));
      expect(marked.text.replace("\ufeff", "")).toBe(RUSSIAN);
      expect(marked.sure).toBe(true);
    },
  );

  it.each(["utf-16le", "utf-16be", "utf-32le", "utf-32be"])(
    "sees %s without a mark",
    (encoding) => {
      const chinese = "员工每年享有带薪年假。\n申请须提前两周提交，主管将在三天之内答复。";
      const japanese = "社員は年次有給休暇を取得できます。\nカタカナもあります。";
      for (const sentence of ["Plain english text, e.g. this.", RUSSIAN, chinese, japanese])
        expect(decode(iconv.encode(sentence, encoding))).toMatchObject({
          text: sentence,
          encoding,
        });
    },
  );

  it("takes no text in an older encoding for UTF-16", () => {
    for (const [encoding, sentence] of SENTENCES)
      expect(unmarkedUnicode(iconv.encode(`${sentence}\r\n`.repeat(5), encoding))).toBeNull();
  });

  it("reads the escapes of Japanese mail", () => {
    const bytes = Buffer.from("\u001b$B5Y2K\u001b(B 2024", "latin1");
    expect(decode(bytes).text).toBe("休暇 2024");
  });

  it("keeps UTF-8 that was cut off in the middle of a letter", () => {
    const bytes = Buffer.from(RUSSIAN.repeat(3), "utf8");
    const { text, encoding, sure } = decode(bytes.subarray(0, -2));
    expect([encoding, sure]).toEqual(["utf-8", false]);
    expect(text.startsWith(RUSSIAN)).toBe(true);
  });
});

describe("readText", () => {
  it("warns of a weak guess and names it", async () => {
    const builder = new DocumentBuilder();
    const bytes = iconv.encode("Café", "windows-1252");
    const { signal } = new AbortController();
    expect(await withFile(bytes, (path) => readText({ path, signal }, builder))).toBe("Café");
    expect(builder.build().warnings).toEqual([
      { code: "encoding-guessed", params: { encoding: "windows-1252" } },
    ]);
  });
});

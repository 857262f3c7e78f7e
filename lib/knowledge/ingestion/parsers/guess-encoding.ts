import chardet from "chardet";
import iconv from "iconv-lite";

/** What the bytes of a text most likely mean. */
export interface EncodingGuess {
  encoding: string;
  text: string;
  /** False where another encoding reads almost as well, or where there are few letters to tell by. */
  sure: boolean;
}

const SAMPLE_BYTES = 60_000;
/** Fewer letters beyond ASCII are too few to be sure. */
const MIN_LETTERS = 12;
/** How much better, a letter, the best reading must be to be sure of it. */
const MIN_MARGIN = 0.25;
/** What chardet's word on an encoding counts, at full confidence. */
const CHARDET_WEIGHT = 0.5;

/** Points a letter of text that is Chinese, Japanese or Korean beyond doubt. */
const MIN_CJK_POINTS = 0.75;

/** In the order in which they are tried; the first of equals wins. */
const ENCODINGS = [
  "windows-1252",
  "windows-1251",
  "Shift_JIS",
  "GB18030",
  "Big5",
  "EUC-KR",
  "EUC-JP",
  "KOI8-R",
  "KOI8-U",
  "IBM866",
  "windows-1250",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "windows-1257",
  "windows-1258",
  "windows-874",
  "ISO-8859-2",
  "ISO-8859-5",
  "ISO-8859-6",
  "ISO-8859-7",
  "ISO-8859-15",
  "macintosh",
  "IBM850",
  "IBM852",
  "maccyrillic",
] as const;
/** These are met so seldom that they have to read better than the others, by this much a letter. */
const RARE: ReadonlySet<string> = new Set(
  "windows-1257 windows-1258 macintosh IBM850 IBM852 maccyrillic KOI8-U ISO-8859-6".split(" "),
);
const RARE_LOSS = 0.1;
/** The larger encoding that people mean by the smaller one's name. */
const LARGER: Readonly<Record<string, string>> = {
  "ISO-8859-1": "windows-1252",
  GB2312: "GB18030",
};

/** The encoding in which bytes that aren't Unicode read best, judged by the letters that come out. */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const sample = Buffer.from(sampleOf(bytes));
  const said = new Map<string, number>(
    chardet.analyse(sample).map(({ name, confidence }) => [LARGER[name] ?? name, confidence / 100]),
  );
  const readings = ENCODINGS.map((encoding) => {
    const text = iconv.decode(sample, encoding);
    const { points, letters } = plausibility(text, OTHERS[encoding] ?? WESTERN);
    const loss = RARE.has(encoding) ? RARE_LOSS : 0;
    const score = points - loss + CHARDET_WEIGHT * (said.get(encoding) ?? 0);
    return { encoding, text, letters, score };
  }).sort((a, b) => b.score - a.score);
  const [best = { encoding: "windows-1252", text: "", letters: 0, score: 0 }] = readings;
  const other = readings.find(({ text }) => text !== best.text);
  const margin = best.score - (other?.score ?? -Infinity);
  return {
    encoding: best.encoding,
    text: iconv.decode(Buffer.from(bytes), best.encoding),
    sure: best.letters >= MIN_LETTERS && margin >= MIN_MARGIN && best.score > 0.3,
  };
}

/**
 * Chinese, Japanese or Korean as UTF-16 without a mark, where no zeros tell it: when it reads so well that it can be
 * nothing else. Null for anything that has no byte below 32, as texts in other encodings of these languages.
 */
export function wideCjk(sample: Uint8Array): string | null {
  const bytes = Buffer.from(sample.subarray(0, sample.length & ~1));
  if (bytes.length < 12 || bytes.every((byte) => byte >= 32)) return null;
  const readings = (["utf-16le", "utf-16be"] as const).map((encoding) => {
    const { points, letters } = plausibility(iconv.decode(bytes, encoding), WESTERN);
    return { encoding, points, enough: letters >= bytes.length / 4 };
  });
  const best = readings.find(({ points, enough }) => enough && points >= MIN_CJK_POINTS);
  return best?.encoding ?? null;
}

/** Lines that hold bytes beyond ASCII: in a long file the first may stand anywhere. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes;
  const first = bytes.findIndex((byte) => byte > 127);
  const start = bytes.lastIndexOf(10, Math.max(0, first)) + 1;
  const end = bytes.lastIndexOf(10, start + SAMPLE_BYTES);
  return bytes.subarray(start, end > start ? end : start + SAMPLE_BYTES);
}

type Script = "latin" | "cyrillic" | "greek" | "hebrew" | "arabic" | "thai" | "cjk" | null;

/** Signs no text has: what a byte that means nothing becomes, control characters, private ones. */
const IMPOSSIBLE = /[\ufffd\u0080-\u009f\ue000-\uf8ff\ufff0-\uffff]/u;
const DRAWN = /[\u2500-\u259f]/u;
const QUOTES =
  /[“”„‘’‚–—…€•«»№°§©®£™·¿¡\u00a0\u3000-\u3002\uff01-\uff0f\uff1a-\uff1f「」『』【】（）]/u;
/** Letters with accents, language by language: one text has those of one, and each encoding is for some of them. */
const alphabets = (...languages: string[]) => languages.map((letters) => new Set(letters));
const WESTERN = alphabets(
  "äöüß",
  "éèêàâçùûîïôëœæÿ",
  "áéíóúñü",
  "ãõáéíóúâêôçàü",
  "àèéìòù",
  "æøåéö",
  "äåöé",
  "áéíóúþæöð",
  "ëéïèöü",
);
const CENTRAL = alphabets(
  "äöüß",
  "ąćęłńóśźż",
  "áčďéěíňóřšťúůýž",
  "áäčďéíľĺňóôŕšťúýž",
  "áéíóöőúüű",
  "ăâîșțşţ",
  "čćđšž",
);
const OTHERS: Readonly<Record<string, readonly ReadonlySet<string>[]>> = {
  "windows-1250": CENTRAL,
  "ISO-8859-2": CENTRAL,
  IBM852: CENTRAL,
  "windows-1254": alphabets("çğıöşüâîiı"),
  "windows-1257": alphabets("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
  "windows-1258": alphabets("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"),
};
const FREQUENT_CYRILLIC = /[оеаинтсрвлкмдпуі]/iu;
const USUAL_CYRILLIC = /[яыьгзбчйхжїє]/iu;
/** The most frequent signs of written Chinese (both scripts), which wrong readings hardly ever hit. */
const FREQUENT_HAN = new Set(
  "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运這個們來為國說時會對過發後經麼學現當沒動還進樣從實軍無與長機關點業將兩間問並應戰頭體見產書氣兒東聲員論處義幾認條題爾別變總電數報結務場計資統區隊決馬聽卻達強難權設記類據邊張該規萬許識術領確傳師觀讓帶導爭運日本年前名所住東京都県市区町村山田中木村佐藤鈴高橋郎子円時間電話番号会社員部課長件合計金額月分名様申込書類用紙",
);
/** Hangul, as frequent as it gets, has the syllables of its grammar. */
const FREQUENT_HANGUL =
  /[이다는을에의가고하지한사로은를기도서어인자나대해리시아스정부일전제수상그보여있조]/u;

/** Points a letter beyond ASCII for being what people write where it stands. */
function plausibility(
  text: string,
  languages: readonly ReadonlySet<string>[],
): { points: number; letters: number } {
  let points = 0;
  let letters = 0;
  const latin = new Map<string, number>();
  let before = "";
  let scriptBefore: Script = null;
  for (const sign of text) {
    const script = scriptOf(sign);
    if (sign > "\u007f") {
      letters += 1;
      if (script === "latin")
        latin.set(sign.toLowerCase(), (latin.get(sign.toLowerCase()) ?? 0) + 1);
      points += pointsOf(sign, script);
    }
    const joined = script !== null && scriptBefore !== null;
    // Letters of two alphabets in one word, or a capital after a small letter.
    if (joined && script !== scriptBefore && !(script === "cjk" || scriptBefore === "cjk"))
      points -= 1.5;
    else if (joined && sign + before > "\u007f" && isUpper(sign) && isLower(before)) points -= 1.5;
    // Letters with accents stand among plain ones.
    else if (script === "latin" && sign > "\u007f" && before > "\u007f") points -= 0.8;
    else if (script === null && isOddWithin(sign) && scriptBefore !== null) points -= 1;
    before = sign;
    scriptBefore = script;
  }
  points += latinPoints(latin, languages);
  return { points: letters === 0 ? 0 : points / letters, letters };
}

const isUpper = (sign: string) => sign !== sign.toLowerCase();
const isLower = (sign: string) => sign !== sign.toUpperCase();
/** A sign such as ³ or ¹ within a word is a letter that was read wrong. */
const isOddWithin = (sign: string) => sign > "\u007f" && !QUOTES.test(sign);

function scriptOf(sign: string): Script {
  if (!/\p{L}/u.test(sign)) return null;
  if (/\p{Script=Latin}/u.test(sign)) return "latin";
  if (/\p{Script=Cyrillic}/u.test(sign)) return "cyrillic";
  if (/\p{Script=Greek}/u.test(sign)) return "greek";
  if (/\p{Script=Hebrew}/u.test(sign)) return "hebrew";
  if (/\p{Script=Arabic}/u.test(sign)) return "arabic";
  return /\p{Script=Thai}/u.test(sign) ? "thai" : "cjk";
}

function pointsOf(sign: string, script: Script): number {
  if (IMPOSSIBLE.test(sign)) return -10;
  if (DRAWN.test(sign)) return -3;
  if (script === "cjk") return cjkPoints(sign);
  if (script === "cyrillic") {
    const capital = isUpper(sign) ? 0.3 : 0;
    if (FREQUENT_CYRILLIC.test(sign)) return 1.2 - capital;
    return (USUAL_CYRILLIC.test(sign) ? 0.7 : 0) - capital;
  }
  if (script === "latin") return 0;
  // Hebrew has no vowels, hence few letters that a wrong reading could hit by chance.
  if (script !== null) return script === "hebrew" ? 1.2 : 0.9;
  if (/\p{M}/u.test(sign)) return 0.5;
  return QUOTES.test(sign) ? 0.7 : -0.4;
}

/** One for each letter of the language that has most of them, and little for others. */
function latinPoints(
  latin: ReadonlyMap<string, number>,
  languages: readonly ReadonlySet<string>[],
): number {
  const counts = [...latin];
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(
    ...languages.map((alphabet) =>
      counts.reduce((sum, [letter, count]) => sum + (alphabet.has(letter) ? count : 0), 0),
    ),
  );
  return most + (all - most) * 0.2;
}

function cjkPoints(sign: string): number {
  if (sign >= "\uff61" && sign <= "\uff9f") return -1.5;
  if (/[\u3040-\u30ff]/.test(sign)) return 1.3;
  if (/[\uac00-\ud7a3]/.test(sign)) return FREQUENT_HANGUL.test(sign) ? 1.4 : 0.6;
  if (FREQUENT_HAN.has(sign)) return 1.4;
  return /[\u4e00-\u9fff]/.test(sign) ? 0.35 : -0.5;
}

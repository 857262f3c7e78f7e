import type { Missing } from "@/lib/graph/values";

/** The kind of fact a question asks for; null when any statement could answer it. */
export type AnswerType = Missing["answerType"];

/** Tried in order; the first that matches names the type. Several languages share one list because the words differ. */
const QUESTION_PATTERNS: readonly (readonly [NonNullable<AnswerType>, RegExp])[] = [
  [
    "money",
    /\bhow much (?:money|does|did|do|will|would|is the (?:price|cost|fee|fine)|are the (?:fees|costs)|was (?:spent|paid|the (?:price|cost)))\b|\bwhat (?:does|do|did|would|will)(?: [\w-]+){1,8} cost\b|\b(?:what|which)(?: \w+){0,4} (?:price|cost|salary|fee|budget|revenue|income|worth|fine)\b|多少钱|多少元|价格|票价|いくら|\bwie ?viel kostet|\bcuánto cuesta|\bсколько стоит/iu,
  ],
  [
    "duration",
    /\bhow (?:long|old|often|quickly|fast|soon)\b|\bwhat (?:age|duration)\b|多久|多长时间|何年間|どのくらいの期間|\bwie (?:lange|alt)\b|\bcuánto tiempo|\bcombien de temps|\bкак долго/iu,
  ],
  [
    "number",
    /\bhow (?:many|much|far|tall|high|large|big|deep|wide|heavy)\b|\b(?:what|which)(?: \w+){0,2} (?:percent|percentage|proportion|fraction|number|amount|population|ratio|rate|size|area|height|distance|temperature|score|quantity|limit)\b|多少|几[个名人次届]|多[高大长远重]|いくつ|何[人個回台本枚%％割]|\bwie ?viele?\b|\bcu[aá]nt[oa]s?\b|\bcombien\b|\bquant[io]s?\b|\bсколько\b|\bكم\b|\bkaç\b|\bπόσ/iu,
  ],
  [
    "date",
    /\bwhen\b|\b(?:what|which|in what|in which)(?: \w+){0,1} (?:year|years|date|month|day|century|decade|season|era)\b|\bwhat time\b|什么时候|何时|哪[年天月日一天]|几[月日号]|时间|日期|年份|いつ|何[年月日]|\bwann\b|\bcuándo\b|\bquand\b|\bquando\b|\bкогда\b|\bв каком году|\bمتى\b|\bne zaman\b|\bπότε\b/iu,
  ],
  [
    "person",
    /\bwho(?:m|se)?\b|\b(?:what|which)(?: \w+){0,1} (?:person|man|woman|actor|actress|singer|author|artist|president|king|queen|leader|scientist|philosopher|inventor|player|employee|manager)\b|谁|哪位|誰|\bwer\b|\bwem\b|\bwen\b|\bquién(?:es)?\b|\bqui\b|\bkim\b|\bкто\b|\bкого\b|\bكем\b|\bمن\b|\bποιος\b/iu,
  ],
  [
    "place",
    /\bwhere\b|\b(?:what|which|in what|in which)(?: \w+){0,1} (?:city|country|state|place|location|region|continent|town|river|county|island|area|neighborhood|street|room|office|province)\b|哪里|哪儿|在哪|何处|哪个(?:国家|城市|省)|どこ|\bwo\b|\bwoher\b|\bdónde\b|\boù\b|\bgdzie\b|\bгде\b|\bأين\b|\bnerede\b|\bπού\b/iu,
  ],
  [
    "reason",
    /\bwhy\b|\bwhat (?:was|is|were|are) the (?:reasons?|causes?|purpose)\b|\bwhat caused?\b|\bhow come\b|为什么|为何|なぜ|\bwarum\b|\bpor qué\b|\bpourquoi\b|\bпочему\b|\bلماذا\b/iu,
  ],
  [
    "definition",
    /^\W*(?:what|who) (?:is|are|was|were) (?:(?:a|an|the) )?[\p{L}\p{N}' -]{2,40}\W*$|\b(?:define|definition of|meaning of|what does .{2,40} (?:mean|stand for))\b|是什么意思|的定义|とは何/iu,
  ],
];

/** The kind of fact the question asks for, from its question words. */
export function answerType(question: string): AnswerType {
  for (const [type, pattern] of QUESTION_PATTERNS) if (pattern.test(question)) return type;
  return null;
}

const MONTHS =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const UNITS =
  "seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|decades?|centuries|jahren?|tagen?|monaten?|años?|meses|días?|ans?|mois|jours?|лет|год[аы]?|месяц\\w*|дн[яей]+";
const NUMBER =
  "(?:\\p{Nd}[\\p{Nd}.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|several|half an?|an?|one)";

/** What a text must show to hold a fact of each kind. Persons and places are judged by names instead. */
export const EVIDENCE: Readonly<
  Record<"date" | "number" | "money" | "duration" | "reason" | "definition", RegExp>
> = {
  date: new RegExp(
    `(?<!\\p{Nd})(?:1\\p{Nd}{3}|20\\p{Nd}{2})(?!\\p{Nd})|\\b(?:${MONTHS})\\.? \\p{Nd}|\\p{Nd}(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})\\b|\\b(?:centur(?:y|ies)|decade|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|spring|summer|autumn|winter)\\b|\\p{Nd}{1,2}(?::\\p{Nd}\\p{Nd}| ?[ap]\\.?m\\b)|\\p{Nd}+ ?[年月日号時世]|\\p{Nd}{1,2}[./-]\\p{Nd}{1,2}[./-]\\p{Nd}{2,4}|\\p{Nd} (?:BC|AD|BCE|CE)\\b`,
    "giu",
  ),
  number:
    /\p{Nd}[\p{Nd}.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|twice|double|several|single|zero|none)\b|[一二三四五六七八九十百千万亿両]+[个名人次位届本回個台枚]/giu,
  money:
    /[$€£¥₹₽]\s?\p{Nd}|\p{Nd}[\p{Nd}.,]*\s?(?:million|billion|trillion|thousand|k|m|bn)?\s?(?:us |u\.s\. )?(?:dollars?|euros?|pounds?|cents?|usd|eur|gbp|chf|yen|yuan|rupees?|francs?|rubles?|per (?:month|year|user|seat|night|hour|day))\b|\p{Nd}[\p{Nd}.,]*\s?[$€£¥]|\p{Nd}[\p{Nd}.,]*\s?[万亿]?(?:元|円|人民币|美元|港元)|\b(?:free of charge|for free|no (?:extra )?(?:cost|charge))\b/giu,
  duration: new RegExp(
    `\\b${NUMBER}(?:[- ](?:${NUMBER}|and|to|or|more|full|working|business|calendar|consecutive))*[- ](?:${UNITS})\\b|\\p{Nd}+ ?(?:年|个月|か月|ヶ月|天|日間|小时|時間|分钟|分|周|週間|岁|歳)|\\b(?:daily|weekly|monthly|yearly|annually|quarterly|permanent(?:ly)?|overnight|centuries|decades|years|months|aged? \\p{Nd})\\b|(?<!\\p{Nd})(?:1\\p{Nd}{3}|20\\p{Nd}{2}) ?(?:to|[-–—]|until) ?(?:1\\p{Nd}{3}|20\\p{Nd}{2})`,
    "giu",
  ),
  reason:
    /\b(?:because|due to|owing to|since|so that|in order to|as a result|results? (?:from|in)|resulting|caused?|causes|reasons?|therefore|thus|hence|leads? to|led to|to (?:avoid|prevent|protect|allow|ensure|reduce|make|help|keep|improve|increase|provide|gain)|thanks to|attributed|purpose|for fear|weil|wegen|porque|debido|parce que|à cause|потому|из-за)\b|因为|由于|因此|所以|导致|为了|ため|から|ので/giu,
  definition:
    /\b(?:is|are|was|were|means?|refers? to|known as|defined as|called|describes?|denotes?|stands for|ist|sind|es|son|est|sont)\b|是|指|とは|である|—/giu,
};

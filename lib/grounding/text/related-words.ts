import { stem } from "./stems";

/** Groups of words one of which may stand for another in an answer. Written by hand; general English only. */
const RELATED = `
author write book|born birth native|die death pass|locate situated headquarter base lie|begin start launch found inception
create make develop build produce construct|invent inventor invention devise|marry wife husband spouse marriage wed
cost price fee charge pay|buy purchase acquire|end finish conclude close cease|kill murder assassinate slay|job occupation
profession work career|film movie|city town|country nation|kid child son daughter|teach teacher instructor|big large great
small little tiny|attorney lawyer|illness disease sickness|car automobile vehicle|ship boat vessel|fast quick rapid speed
win winner victory champion|lead leader head chief|show display exhibit demonstrate|name call title known|type kind sort
form|big biggest large major|increase rise grow growth|decrease reduce decline fall drop|need require necessary must
help assist aid support|allow permit let enable|prevent stop avoid|cause reason lead result|war conflict battle
release premiere launch publish air|star play act actor cast portray|sing singer song vocalist|population inhabitant people
resident|old age year|money fund cash|rule govern reign|king monarch ruler|defeat beat overcome|attack assault invade
house home residence|college university school|student pupil|salary wage pay income|holiday vacation leave|laptop computer
employee staff worker|customer client|phone telephone|email mail|quit resign leave|hire recruit employ|fix repair
return refund|delivery shipping ship|error fault problem|half 50|destroy demolish ruin|similar alike same|important key
main major primary chief|describe define characterize|usually typically normally often generally|religion faith church
believe belief think|protect defend guard|weapon arm gun|doctor physician|food eat diet|drink beverage|rich wealthy
poor poverty|area region zone territory|near close adjacent|border boundary|first earliest initial original|last final
join enter|oppose against opponent|law legislation act statute|discover find discovery|measure metric|many number
film shoot|length long|height tall high|width wide|depth deep|weight heavy weigh|distance far|goal aim purpose objective
`;

function build(): ReadonlyMap<string, ReadonlySet<string>> {
  const map = new Map<string, Set<string>>();
  for (const group of RELATED.split(/[|\n]/)) {
    const stems = group.trim().split(/\s+/).filter(Boolean).map(stem);
    for (const one of stems) {
      const others = map.get(one) ?? new Set<string>();
      for (const other of stems) if (other !== one) others.add(other);
      map.set(one, others);
    }
  }
  return map;
}
const GROUPS = build();

/** Pairs that contradict each other when one stands where the other was asked for. */
const OPPOSITES = `
increase decrease|rise fall|north south|east west|northern southern|eastern western|first last|largest smallest|high low
highest lowest|maximum minimum|before after|early late|old young|new old|good bad|best worst|legal illegal|open close
begin end|win lose|buy sell|hot cold|warm cool|male female|men women|man woman|son daughter|mother father|husband wife
accept reject|allow forbid|permit prohibit|include exclude|import export|public private|positive negative|support oppose
friend enemy|strong weak|rich poor|internal external|upper lower|major minor|major minority|majority minority|always never
success failure|successful unsuccessful|create destroy|gain lose|advantage disadvantage|possible impossible|likely unlikely
common rare|easy difficult|simple complex|heavy light|wet dry|fast slow|left right|inside outside|enter leave|arrive depart
possible impossible|able unable|true false|required optional|mandatory optional|paid unpaid|more less|most least
agree disagree|like dislike|connect disconnect|regular irregular|formal informal|direct indirect|dependent independent
ancient modern|domestic foreign|urban rural|front back|full empty|deep shallow|wide narrow|thick thin|attack defend
`;
const OPPOSITE_OF = new Map<string, Set<string>>();
for (const pair of OPPOSITES.split(/[|\n]/)) {
  const [a, b] = pair.trim().split(/\s+/).map(stem);
  if (!a || !b) continue;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    OPPOSITE_OF.set(one, (OPPOSITE_OF.get(one) ?? new Set()).add(other));
  }
}

/** True when `a` and `b` (stems) contradict each other, by the list above or by a negating prefix. */
export function opposite(a: string, b: string): boolean {
  if (OPPOSITE_OF.get(a)?.has(b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short.length >= 4 &&
    long.endsWith(short) &&
    /^(?:un|in|im|il|ir|non|dis|anti)$/.test(long.slice(0, -short.length))
  );
}

/**
 * How far a word of a text stands for a word of the question, both as stems: 1 the same word, about 0.5 a related
 * one, 0 nothing in common.
 */
export function similarity(asked: string, found: string): number {
  if (asked === found) return 1;
  if (GROUPS.get(asked)?.has(found)) return 0.6;
  const shorter = Math.min(asked.length, found.length);
  if (shorter < 4) return 0;
  const longer = Math.max(asked.length, found.length);
  let shared = 0;
  while (shared < shorter && asked.charCodeAt(shared) === found.charCodeAt(shared)) shared += 1;
  if (shared >= 5 && shared / longer >= 0.6) return 0.7;
  return shared === shorter && shared >= 4 && longer - shared <= 3 ? 0.6 : 0;
}

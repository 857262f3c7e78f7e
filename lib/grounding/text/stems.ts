import { stemmer } from "stemmer";

/** Forms the suffix stripper cannot join, each mapped to its dictionary form. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `arose:arise ate:eat eaten:eat became:become began:begin begun:begin bought:buy bound:bind broke:break broken:break
  brought:bring built:build came:come caught:catch chose:choose chosen:choose cut:cut dealt:deal died:die dying:die
  drew:draw drawn:draw drank:drink drove:drive driven:drive fell:fall fallen:fall fed:feed felt:feel fought:fight
  flew:fly flown:fly found:find gave:give given:give gone:go went:go got:get grew:grow grown:grow held:hold hid:hide
  hidden:hide kept:keep knew:know known:know laid:lay lain:lie led:lead left:leave lent:lend lost:lose made:make
  meant:mean met:meet paid:pay ran:run rode:ride ridden:ride rose:rise risen:rise said:say sang:sing sung:sing
  saw:see seen:see sent:send shot:shoot shown:show sold:sell sought:seek spent:spend spoke:speak spoken:speak
  stood:stand stole:steal stolen:steal struck:strike swore:swear taught:teach thought:think threw:throw thrown:throw
  told:tell took:take taken:take understood:understand woke:wake won:win wore:wear worn:wear wrote:write
  written:write men:man women:woman children:child people:person feet:foot teeth:tooth mice:mouse lives:life
  wives:wife countries:country cities:city bacteria:bacterium analyses:analysis crises:crisis phenomena:phenomenon
  criteria:criterion media:medium data:data larger:large largest:large bigger:big biggest:big older:old oldest:old
  higher:high highest:high longer:long longest:long lower:low lowest:low smaller:small smallest:small best:good
  better:good worse:bad worst:bad earlier:early earliest:early later:late latest:late newer:new newest:new
  colour:color favour:favor centre:center theatre:theater labour:labor defence:defense organisation:organization
  usa:usa us.:usa uk:uk`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(":") as [string, string]),
);

/**
 * The form under which a lower-case word is compared: dictionary form of irregular words, English suffixes stripped,
 * accents folded. Words of other languages are stripped too, consistently, so they still match themselves.
 */
export function stem(word: string): string {
  const base = IRREGULAR.get(word) ?? word;
  if (/^[a-z]+$/.test(base)) return base.length <= 3 ? base : stemmer(base);
  const folded = base.normalize("NFKD").replace(/\p{Mn}+/gu, "");
  if (/^[a-z]+$/.test(folded)) return folded.length <= 3 ? folded : stemmer(folded);
  if (/^\p{Script=Arabic}+$/u.test(folded)) return folded.replace(/^(?:[وبفك]?ال|لل)(?=.{3})/u, "");
  if (/^\p{Script=Cyrillic}{6,}$/u.test(folded)) return folded.slice(0, folded.length - 2);
  return folded;
}

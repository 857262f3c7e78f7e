/**
 * Trains the models behind `sufficiency` and says how well they do on questions they have not seen.
 *
 *   npm run eval -- dump <data>/refusal/<set> --out <dumps>/<set>.jsonl     squad2, clapnq, mtrag-un, rgb-en, rgb-zh
 *   npm run eval -- dump <data>/multilingual/<set> --out <dumps>/<set>.jsonl     xquad, ja-jaquad, ar-arcd
 *   npx tsx --conditions=react-server scripts/train-sufficiency.ts <dumps>/*.jsonl [--write]
 *
 * Recipe. The passages are those the product's own retrieval brings. To every answerable question unanswerable twins
 * are added: one without the article it is about, one without only the gold document (train-sufficiency.data.ts), and to
 * those of squad2 and English XQuAD two with a word swapped for another of the same passage (train-sufficiency.twins.ts),
 * which teach how words must stand to each other. RGB is measured and never trained on (its licence is non-commercial).
 *
 * Two models. The reader (train-sufficiency.reader.ts): logistic regression that ranks stretches of text as answers,
 * taught by squad2 and English XQuAD. The scorer: logistic regression (L2) on standardised features, the reader's sureness
 * among them. Shifts bring scripts without spaces to where English questions are answered. Platt scaling on squad2, the
 * one set with both kinds of unanswerable questions. The default threshold is the highest that answers `ANSWERED` of its
 * answerable questions.
 *
 * Cross-validation is by ARTICLE, over all sets together, because XQuAD and squad2 share articles: every printed figure
 * but those of RGB comes from a scorer and a reader that saw no question about the same article, and so do calibration,
 * shifts and threshold. `npm run eval -- refusal` on these sets runs the stored models, which saw all of them: its figures
 * are a little better.
 *
 * Tried, and no better out of fold: boosted and extremely random trees on the same features (adversarial AUC 0.60 and
 * 0.63 to 0.65 against 0.64, at the cost of out-of-scope questions and CLAPNQ), small networks, a support vector machine, signs
 * of the coefficients fixed, a second regression without out-of-scope questions, boosted trees as the reader, a reader
 * trained against "no answer" together with the scorer, how the question's phrases stand in the sentence read (helps
 * CLAPNQ, RGB and swapped questions, not adversarial ones), antonyms of WordNet (5 % of the adversarial and 3 % of the
 * answerable questions have one), its synonyms and derivations as related words, words from a dictionary segmenter for
 * Chinese, the product of one model for the topic and one for the structure. Trained on adversarial questions alone, the
 * regression reaches 0.61, on swapped ones alone as much: there are too few. More weight on swapped questions or other
 * languages helps these and costs out-of-scope questions and CLAPNQ.
 *
 * Better for adversarial questions and worse for others: 100 extremely random trees (65,000 nodes) added only where the
 * regression lies 1 to 1.5 above the threshold, by ten folds on what is found with related words. They bring the
 * adversarial AUC from 0.631 to 0.643 to 0.659 with 0.93 to 0.98 refused, and CLAPNQ from 0.838 to 0.832 to 0.838, RGB Chinese from
 * 0.796 to 0.752 to 0.787. The regression fitted anew on these dumps is the one of before within 0.005 everywhere, so that is kept.
 * A penalty of 50 instead of 100 refuses 0.967 of the out-of-scope questions.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { calibrationError } from "@/lib/grounding/calibration/calibration-error";
import { gatherEvidence } from "@/lib/grounding/evidence";
import { FEATURES } from "@/lib/grounding/feature-names";
import { featuresOf } from "@/lib/grounding/features";
import { calibrate, logOdds, type SufficiencyModel } from "@/lib/grounding/model/model";
import type { ReaderModel } from "@/lib/grounding/model/reader";
import { isMeasuredOnly, loadExamples, type Example } from "./train-sufficiency.data";
import { auc, fitLogistic, scaleOf, type Row } from "./train-sufficiency.learn";
import { fitReader, readerRows } from "./train-sufficiency.reader";
import { swappedQuestions } from "./train-sufficiency.twins";

const FOLDS = 10;
const PENALTY = 100;
/** Share of the answerable questions that the default threshold has to answer. */
const ANSWERED = 0.92;
const MODEL_FOLDER = path.join(import.meta.dirname, "../lib/grounding/model");

interface Sample extends Example {
  x: ReturnType<typeof featuresOf>;
}
interface Scored {
  sample: Sample;
  score: number;
}

/** Weights of the questions made here; those of nothing in the documents count most, like the real ones of that kind. */
const MADE: Readonly<Record<string, number>> = {
  "out-of-scope": 1.5,
  "made-out-of-scope": 1.5,
  "made-gold-removed": 0.2,
  "made-swapped": 0.08,
};

/** How much a question counts: real English ones first, other languages hardly. */
function weightOf({ set, kind }: Example): number {
  const base = /^(?:squad2|clapnq|mtrag-un)$/.test(set) ? 1 : set === "xquad-en" ? 0.2 : 0.005;
  return base * (MADE[kind] ?? 1);
}

function foldOf(article: string): number {
  let hash = 7;
  for (const char of article) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 1_000_003) % FOLDS;
}

const round = (value: number, digits = 5) => Number(value.toFixed(digits));

/** Fits coefficients; the calibration is left neutral. */
function fit(samples: readonly Sample[]): SufficiencyModel {
  const rows = samples.flatMap((sample): Row[] => {
    const { x } = sample;
    if (!x) return [];
    return [
      {
        x: FEATURES.map((name) => x[name]),
        y: Number(sample.answerable),
        weight: weightOf(sample),
      },
    ];
  });
  const { mean, deviation } = scaleOf(rows);
  const scaled = rows.map((row) => ({
    ...row,
    x: row.x.map((value, i) =>
      Math.max(-4, Math.min(4, (value - (mean[i] ?? 0)) / (deviation[i] ?? 1))),
    ),
  }));
  const beta = fitLogistic(scaled, PENALTY);
  return {
    features: [...FEATURES],
    mean: mean.map((value) => round(value)),
    deviation: deviation.map((value) => round(value)),
    coefficients: beta.slice(0, -1).map((value) => round(value)),
    intercept: round(beta.at(-1) ?? 0),
    shifts: { unspaced: 0, unspacedOther: 0 },
    calibration: { slope: 1, offset: 0 },
  };
}

const rawScore = (model: SufficiencyModel, sample: Sample) =>
  sample.x ? logOdds(sample.x, model) : -20;

/** Raw log-odds of every sample from a model that saw nothing of its article. */
function outOfFold(samples: readonly Sample[]): Scored[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const model = fit(samples.filter((sample) => foldOf(sample.article) !== fold));
    return samples
      .filter((sample) => foldOf(sample.article) === fold)
      .map((sample) => ({ sample, score: rawScore(model, sample) }));
  }).flat();
}

/** Questions that people asked of English documents, none made here. */
const isReal = ({ set, kind }: Example) =>
  /^(?:squad2|clapnq|mtrag-un)/.test(set) && !kind.startsWith("made-");

/** The log-odds that so many of the answerable questions of some sets reach. */
function reachedBy(scored: readonly Scored[], sets: RegExp): number {
  const reached = scored
    .filter(({ sample }) => sets.test(sample.set) && sample.answerable)
    .map(({ score }) => score)
    .sort((a, b) => b - a);
  return reached[Math.ceil(ANSWERED * reached.length) - 1] ?? 0;
}

/** What brings questions in scripts without spaces to where English ones are answered. */
function fitShifts(scored: readonly Scored[]): SufficiencyModel["shifts"] {
  const [english, eastAsian, other] = [/^squad2$/, /^(?:xquad-zh|ja-)/, /^xquad-th$/].map((sets) =>
    scored.some(({ sample }) => sets.test(sample.set)) ? reachedBy(scored, sets) : undefined,
  );
  const unspaced = eastAsian === undefined ? 0 : (english ?? 0) - eastAsian;
  const unspacedOther = other === undefined ? 0 : (english ?? 0) - other - unspaced;
  return { unspaced: round(unspaced), unspacedOther: round(unspacedOther) };
}

const shifted =
  ({ unspaced, unspacedOther }: SufficiencyModel["shifts"]) =>
  ({ sample, score }: Scored): Scored => ({
    sample,
    score:
      score + unspaced * (sample.x?.unspaced ?? 0) + unspacedOther * (sample.x?.unspacedOther ?? 0),
  });

/** Platt scaling of the questions of squad2, the one set that has both kinds of unanswerable ones. */
function fitCalibration(scored: readonly Scored[]): SufficiencyModel["calibration"] {
  const rows = scored
    .filter(({ sample }) => sample.x !== null && isReal(sample) && sample.set === "squad2")
    .map(({ sample, score }) => ({ x: [score], y: Number(sample.answerable), weight: 1 }));
  const [slope = 1, offset = 0] = fitLogistic(rows, 0);
  return { slope: round(slope), offset: round(offset) };
}

const share = (scored: readonly Scored[], test: (score: number) => boolean) =>
  scored.filter(({ score }) => test(score)).length / Math.max(1, scored.length);

/** The highest threshold at which so many of the answerable questions of squad2 are answered. */
const chooseThreshold = (scored: readonly Scored[]) =>
  Math.floor(reachedBy(scored, /^squad2$/) * 100) / 100;

const eceOf = (scored: readonly Scored[]) =>
  calibrationError(scored.map(({ sample, score }) => ({ score, sufficient: sample.answerable })));

/** Share of `negative` refused at the threshold that answers `keep` of `positive`. */
function refusedAt(positive: readonly Scored[], negative: readonly Scored[], keep: number): number {
  const sorted = positive.map(({ score }) => score).sort((a, b) => b - a);
  const threshold = sorted[Math.ceil(keep * sorted.length) - 1] ?? 0;
  return share(negative, (score) => score < threshold);
}

function report(title: string, scored: readonly Scored[], threshold: number): void {
  console.log(`\n${title}, threshold ${threshold}`);
  console.log(
    "set            kind                  n     AUC   refused answered refused@85 refused@92",
  );
  for (const set of [...new Set(scored.map(({ sample }) => sample.set))]) {
    const own = scored.filter(({ sample }) => sample.set === set);
    const positive = own.filter(({ sample }) => sample.answerable);
    for (const kind of [...new Set(own.map(({ sample }) => sample.kind))].sort()) {
      const negative = own.filter(({ sample }) => sample.kind === kind && !sample.answerable);
      if (negative.length === 0) continue;
      const figures = [
        auc(
          positive.map((s) => s.score),
          negative.map((s) => s.score),
        ),
        share(negative, (score) => score < threshold),
        share(positive, (score) => score >= threshold),
        refusedAt(positive, negative, 0.85),
        refusedAt(positive, negative, 0.92),
      ];
      const cells = figures.map((figure) => figure.toFixed(3).padStart(8)).join(" ");
      console.log(
        `${set.padEnd(14)} ${kind.padEnd(20)} ${String(negative.length).padStart(4)} ${cells}`,
      );
    }
  }
  for (const set of ["squad2", "clapnq", "mtrag-un"]) {
    const real = scored.filter(({ sample }) => isReal(sample) && sample.set === set);
    if (real.length > 0)
      console.log(`expected calibration error, questions of ${set}`, eceOf(real).toFixed(3));
  }
}

function store(file: string, content: object): void {
  writeFileSync(path.join(MODEL_FOLDER, file), `${JSON.stringify(content, null, 1)}\n`);
}

/** Who may teach the reader: real English questions with a known short answer. */
const teachesReader = ({ set, kind, answerable, answers }: Example) =>
  /^(?:squad2|xquad-en)$/.test(set) &&
  answerable &&
  !kind.startsWith("made-") &&
  answers.length > 0;

/** For every fold a reader that saw nothing of its articles, and one that saw all. */
function fitReaders(examples: readonly Example[]): { folds: ReaderModel[]; whole: ReaderModel } {
  const taught = examples
    .filter(teachesReader)
    .map((example) => ({ fold: foldOf(example.article), rows: readerRows(example) }));
  const without = (left: number) =>
    fitReader(taught.filter(({ fold }) => fold !== left).flatMap(({ rows }) => rows));
  return { folds: Array.from({ length: FOLDS }, (_, fold) => without(fold)), whole: without(-1) };
}

function main(args: readonly string[]): void {
  const dumps = args.filter((arg) => !arg.startsWith("--"));
  if (dumps.length === 0) throw new Error("Usage: train-sufficiency.ts <dump.jsonl>… [--write]");
  const loaded = loadExamples(dumps);
  const examples = [...loaded, ...swappedQuestions(loaded.filter(teachesReader))];
  const readers = fitReaders(examples);
  const samples = examples.map((example): Sample => {
    const reader = isMeasuredOnly(example.set)
      ? readers.whole
      : readers.folds[foldOf(example.article)];
    const x = featuresOf(gatherEvidence(example), reader);
    // What was read of passages is kept as long as they are: too much for all at once.
    example.passages = [];
    return { ...example, x };
  });
  const never = samples.filter(({ set }) => isMeasuredOnly(set));
  const trained = samples.filter(({ set }) => !isMeasuredOnly(set));

  const raw = outOfFold(trained);
  const shifts = fitShifts(raw);
  const folds = raw.map(shifted(shifts));
  const model = { ...fit(trained), shifts, calibration: fitCalibration(folds) };
  const scaled = (scored: readonly Scored[]) =>
    scored.map(({ sample, score }) => ({ sample, score: calibrate(score, model.calibration) }));
  const threshold = chooseThreshold(scaled(folds));
  report("Out of fold by article", scaled(folds), threshold);

  report(
    "Never trained on",
    scaled(never.map((sample) => ({ sample, score: rawScore(model, sample) }))),
    threshold,
  );
  if (!args.includes("--write")) return;
  store("reader.json", readers.whole);
  store("sufficiency.json", model);
  store("threshold.json", { threshold });
}

main(process.argv.slice(2));

/**
 * Trains the model behind `sufficiency` and says how well it does on questions it has not seen.
 *
 *   npx tsx --conditions=react-server scripts/train-sufficiency.ts <data-dir> [--write] [--dump <file.jsonl> …]
 *
 * Recipe. Sets: squad2, clapnq, mtrag-un, XQuAD (en, zh, de, es, ru, ar), JaQuAD and ARCD where <data-dir> has them.
 * To every answerable question two unanswerable twins are added: one asked of a knowledge base without the article it
 * is about, one without only the gold document. RGB is measured and never trained on (its licence is non-commercial).
 * Model: logistic regression (L2) on standardised features, Platt scaling fitted on out-of-fold log-odds. Boosted trees
 * on the same features were no better out of fold (and worse in Chinese); twins with a name or number swapped hurt.
 * Cross-validation is by ARTICLE, over all sets together, because XQuAD and squad2 share articles: every printed figure
 * but those of RGB comes from a model that saw no question about the same article. A second table holds out squad2
 * and XQuAD altogether. The default threshold is where out-of-scope questions are refused `REFUSE_OVER_ANSWER` more
 * often than answerable ones are answered, out of fold.
 *
 * With --dump the passages come from the product's own retrieval (`npm run eval -- dump`) instead of the BM25 in here,
 * and nothing else is trained on: mixing the two would let the model learn which retrieval it sees. JSON lines
 * `{ id, question, answerable, kind, article, passages: Passage[], set?, goldIds?, answers? }`; `set` defaults to the
 * file's name, `article` is the documentName of the documents about the same subject. Lines should bring 60 passages
 * or more: the best 8 are used, the rest serves to make the out-of-scope twins.
 * With --write the model and its threshold are stored in lib/grounding/model.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { gatherEvidence } from "@/lib/grounding/evidence";
import { FEATURES } from "@/lib/grounding/feature-names";
import { featuresOf } from "@/lib/grounding/features";
import { calibrate, logOdds, type SufficiencyModel } from "@/lib/grounding/model/model";
import { loadExamples, loadMeasureOnly, type Example } from "./train-sufficiency.data";
import { auc, fitLogistic, type Row } from "./train-sufficiency.learn";

const FOLDS = 10;
const PENALTY = 50;
const REFUSE_OVER_ANSWER = 0.08;
const MODEL_FOLDER = path.join(import.meta.dirname, "../lib/grounding/model");

interface Sample extends Example {
  x: ReturnType<typeof featuresOf>;
}
interface Scored {
  sample: Sample;
  score: number;
}

/** How much a question counts: English first, other languages a little; refusing what is out of scope most. */
function weightOf({ set, kind }: Example): number {
  const base = /^(?:squad2|clapnq|mtrag-un)/.test(set)
    ? 1
    : set.startsWith("xquad-en")
      ? 0.6
      : 0.12;
  const made = kind.endsWith("out-of-scope") ? 1.5 : kind === "made-gold-removed" ? 0.2 : 1;
  return base * made;
}

function foldOf(article: string): number {
  let hash = 7;
  for (const char of article) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 1_000_003) % FOLDS;
}

const round = (value: number, digits = 5) => Number(value.toFixed(digits));

/** Fits coefficients; the calibration is left neutral. */
function fit(samples: readonly Sample[]): SufficiencyModel {
  const known = samples.filter((sample) => sample.x !== null);
  const vectors = known.map(({ x }) => FEATURES.map((name) => x?.[name] ?? 0));
  const mean = FEATURES.map(
    (_, i) => vectors.reduce((sum, v) => sum + (v[i] ?? 0), 0) / vectors.length,
  );
  const deviation = FEATURES.map(
    (_, i) =>
      Math.sqrt(
        vectors.reduce((sum, v) => sum + ((v[i] ?? 0) - (mean[i] ?? 0)) ** 2, 0) / vectors.length,
      ) || 1,
  );
  const rows: Row[] = known.map((sample, row) => ({
    x: FEATURES.map((_, i) =>
      Math.max(-4, Math.min(4, ((vectors[row]?.[i] ?? 0) - (mean[i] ?? 0)) / (deviation[i] ?? 1))),
    ),
    y: Number(sample.answerable),
    weight: weightOf(sample),
  }));
  const beta = fitLogistic(rows, PENALTY);
  return {
    features: [...FEATURES],
    mean: mean.map((value) => round(value)),
    deviation: deviation.map((value) => round(value)),
    coefficients: beta.slice(0, -1).map((value) => round(value)),
    intercept: round(beta.at(-1) ?? 0),
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

function fitCalibration(scored: readonly Scored[]): SufficiencyModel["calibration"] {
  const rows = scored
    .filter(({ sample }) => sample.x !== null)
    .map(({ sample, score }) => ({
      x: [score],
      y: Number(sample.answerable),
      weight: weightOf(sample),
    }));
  const [slope = 1, offset = 0] = fitLogistic(rows, 0);
  return { slope: round(slope), offset: round(offset) };
}

const share = (scored: readonly Scored[], test: (score: number) => boolean) =>
  scored.filter(({ score }) => test(score)).length / Math.max(1, scored.length);

function chooseThreshold(scored: readonly Scored[]): number {
  const english = scored.filter(({ sample }) => weightOf(sample) >= 0.3);
  const answerable = english.filter(({ sample }) => sample.answerable);
  const outside = english.filter(({ sample }) => sample.kind.endsWith("out-of-scope"));
  const margin = (t: number) => share(outside, (s) => s < t) - share(answerable, (s) => s >= t);
  let threshold = 0.05;
  while (threshold < 0.95 && margin(threshold) < REFUSE_OVER_ANSWER) threshold += 0.01;
  return round(threshold, 2);
}

/** Mean squared error and expected calibration error over ten bins. */
function calibrationError(scored: readonly Scored[]): { brier: number; ece: number } {
  const y = ({ sample }: Scored) => Number(sample.answerable);
  const brier = scored.reduce((sum, s) => sum + (s.score - y(s)) ** 2, 0) / scored.length;
  let ece = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const inBin = scored.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin);
    ece += Math.abs(inBin.reduce((sum, s) => sum + s.score - y(s), 0)) / scored.length;
  }
  return { brier: round(brier, 4), ece: round(ece, 4) };
}

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
  const real = scored.filter(
    ({ sample }) =>
      /^(?:squad2|clapnq|mtrag-un)/.test(sample.set) && !sample.kind.startsWith("made-"),
  );
  console.log("calibration, all", calibrationError(scored));
  if (real.length > 0) console.log("calibration, real English questions", calibrationError(real));
}

function store(file: string, content: object): void {
  writeFileSync(path.join(MODEL_FOLDER, file), `${JSON.stringify(content, null, 1)}\n`);
}

function main(args: readonly string[]): void {
  const dataDir = args[0];
  if (!dataDir || dataDir.startsWith("--"))
    throw new Error("Usage: train-sufficiency.ts <data-dir> [--write] [--dump <file> …]");
  const dumpAt = args.indexOf("--dump");
  const dumps = dumpAt < 0 ? [] : args.slice(dumpAt + 1).filter((arg) => !arg.startsWith("--"));
  const read = (example: Example): Sample => ({
    ...example,
    x: featuresOf(gatherEvidence(example)),
  });
  const samples = loadExamples(dataDir, dumps).map(read);

  const folds = outOfFold(samples);
  const model = { ...fit(samples), calibration: fitCalibration(folds) };
  const scaled = (scored: readonly Scored[]) =>
    scored.map(({ sample, score }) => ({ sample, score: calibrate(score, model.calibration) }));
  const threshold = chooseThreshold(scaled(folds));
  report("Out of fold by article", scaled(folds), threshold);

  const isSquad = ({ set }: Sample) => /squad2|xquad/.test(set);
  const others = samples.filter((sample) => !isSquad(sample));
  const held = samples.filter(isSquad);
  if (others.length > 0 && held.length > 0) {
    const apart = fit(others);
    const scored = held.map((sample) => ({ sample, score: rawScore(apart, sample) }));
    report("Trained without squad2 and XQuAD", scaled(scored), threshold);
  }

  const never = loadMeasureOnly(dataDir).map(read);
  report(
    "Never trained on",
    scaled(never.map((sample) => ({ sample, score: rawScore(model, sample) }))),
    threshold,
  );
  if (!args.includes("--write")) return;
  store("sufficiency.json", model);
  store("threshold.json", { threshold });
}

main(process.argv.slice(2));

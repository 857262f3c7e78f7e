import { z } from "zod/mini";
import { FEATURES, type Features } from "../feature-names";
import stored from "./sufficiency.json" with { type: "json" };

const modelSchema = z.object({
  /** Names in the order of the numbers below; must be the present feature list. */
  features: z.array(z.string()),
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
  coefficients: z.array(z.number()),
  intercept: z.number(),
  /** Added to the log-odds of questions in a script without spaces, so that one threshold suits all; see the recipe. */
  shifts: z.object({ unspaced: z.number(), unspacedOther: z.number() }),
  /** Platt scaling of the raw log-odds: `sigmoid(slope * raw + offset)`, slope > 0. */
  calibration: z.object({ slope: z.number(), offset: z.number() }),
});
export type SufficiencyModel = z.infer<typeof modelSchema>;

const model: SufficiencyModel = modelSchema.parse(stored);

/** Raw log-odds of standardised features, clipped so that one odd value cannot decide alone. */
export function logOdds(
  features: Features,
  { mean, deviation, coefficients, intercept, shifts }: SufficiencyModel,
): number {
  const shift = shifts.unspaced * features.unspaced + shifts.unspacedOther * features.unspacedOther;
  return FEATURES.reduce((sum, name, i) => {
    const z = (features[name] - (mean[i] ?? 0)) / (deviation[i] ?? 1);
    return sum + (coefficients[i] ?? 0) * Math.max(-4, Math.min(4, z));
  }, intercept + shift);
}

/** Calibrated probability in 0..1; never falls when the raw log-odds rise. */
export function calibrate(raw: number, { slope, offset }: SufficiencyModel["calibration"]): number {
  return 1 / (1 + Math.exp(-(slope * raw + offset)));
}

/** Probability that the passages hold the answer, by the stored model. */
export function probability(features: Features): number {
  return calibrate(logOdds(features, model), model.calibration);
}

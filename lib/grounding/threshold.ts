import stored from "./model/threshold.json" with { type: "json" };

/**
 * Threshold chosen on the training questions; see the recipe in scripts/train-sufficiency.ts. Apart from the model, so
 * that the editor, which shows it, doesn't load the model.
 */
export const DEFAULT_THRESHOLD: number = stored.threshold;

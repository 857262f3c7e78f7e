import stored from "./model/threshold.json" with { type: "json" };

/**
 * Threshold chosen on the training questions; see the recipe in scripts/train-sufficiency.ts. Apart from the model, so
 * that the editor, which shows it, doesn't load the model.
 */
export const TRAINED_THRESHOLD: number = stored.threshold;

/**
 * What a router starts with until it is set on a person's own questions. Higher than the trained one, because of questions
 * near to a small handbook that it doesn't answer so many more pass that: it is to refuse rather than to guess. What each
 * does is in bench/README.md.
 */
export const DEFAULT_THRESHOLD = 0.45;

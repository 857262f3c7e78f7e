import { z } from "zod/mini";
import { DEFAULT_THRESHOLD } from "@/lib/grounding/threshold";
import { defineNode } from "@/lib/nodes/_contract/definition";

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.gte(0));

/** How the threshold was chosen on questions whose right treatment is known; kept with the workflow's version. */
const calibrationSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Fingerprint of documents, search and scorer; on another the calibration is stale. */
  basis: z.string(),
  goal: z.object({ kind: z.enum(["at-most-wrong", "at-least-answered"]), share }),
  /** Also asked without the document that came first. */
  withoutSource: z.boolean(),
  /** The threshold it led to, and what that did: `answered` of `answerable`, `wrong` of `unanswerable`. */
  threshold: share,
  answerable: count,
  answered: count,
  unanswerable: count,
  wrong: count,
});
export type Calibration = z.infer<typeof calibrationSchema>;

export const router = defineNode({
  type: "router",
  version: 2,
  category: "router",
  icon: "split",
  inputs: {
    question: { type: "text", required: true },
    passages: { type: "passages", required: true },
  },
  outputs: {
    sufficient: { type: "passages", branch: true },
    insufficient: { type: "passages", branch: true },
    verdict: { type: "json" },
  },
  params: z.object({
    threshold: z._default(share, DEFAULT_THRESHOLD),
    calibration: z._default(z.nullable(calibrationSchema), null),
  }),
  fields: [
    { key: "threshold", control: "slider", min: 0, max: 1, step: 0.01, format: "percent" },
    { key: "calibration", control: "calibration", thresholdKey: "threshold" },
  ],
  summary: ({ threshold }) => ({
    key: "threshold",
    values: { percent: Math.round(threshold * 100) },
  }),
  onError: ["fail", "branch"],
  migrate: { 1: (params) => ({ ...params, calibration: null }) },
  messages: {
    en: {
      label: "Router",
      description:
        "Checks whether the passages found are enough to answer, before anything is answered.",
      ports: {
        question: "Question",
        passages: "Passages found",
        sufficient: "Enough to answer",
        insufficient: "Not enough",
        verdict: "Verdict",
      },
      fields: {
        threshold: {
          label: "How sure it must be",
          help: "Answers only when the chance that the passages contain the answer is at least this. Higher refuses more.",
        },
        calibration: { label: "On your own questions" },
      },
      summary: { threshold: "Answers when at least {percent} % sure" },
    },
  },
});

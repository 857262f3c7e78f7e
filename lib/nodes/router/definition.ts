import { z } from "zod/mini";
import { DEFAULT_THRESHOLD } from "@/lib/grounding/threshold";
import { defineNode } from "@/lib/nodes/_contract/definition";

export const router = defineNode({
  type: "router",
  version: 1,
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
    threshold: z._default(z.number().check(z.gte(0), z.lte(1)), DEFAULT_THRESHOLD),
  }),
  fields: [{ key: "threshold", control: "slider", min: 0, max: 1, step: 0.01, format: "percent" }],
  summary: ({ threshold }) => ({
    key: "threshold",
    values: { percent: Math.round(threshold * 100) },
  }),
  onError: ["fail", "branch"],
  migrate: {},
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
      },
      summary: { threshold: "Answers when at least {percent} % sure" },
    },
  },
});

import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";

export const refusal = defineNode({
  type: "refusal",
  version: 1,
  category: "output",
  icon: "message-circle-off",
  inputs: {
    passages: { type: "passages", required: true },
    verdict: { type: "json" },
  },
  outputs: { answer: { type: "message" } },
  params: z.object({
    message: z._default(
      z.string().check(z.maxLength(1000)),
      "I don't have that in the documents I was given.",
    ),
    showNearest: z._default(z.boolean(), true),
  }),
  fields: [
    { key: "message", control: "textarea", rows: 3, required: true },
    { key: "showNearest", control: "switch" },
  ],
  summary: ({ showNearest }) => ({ key: showNearest ? "withNearest" : "plain" }),
  onError: ["fail"],
  migrate: {},
  messages: {
    en: {
      label: "Refusal",
      description:
        "Says plainly that the documents don't cover the question, and what was missing.",
      ports: { passages: "Passages found", verdict: "Verdict", answer: "Refusal" },
      fields: {
        message: { label: "What to say" },
        showNearest: {
          label: "Show what came nearest",
          help: "Lists the passages that came closest, so that the person can look for themselves.",
        },
      },
      summary: {
        withNearest: "Says it doesn't know and shows what came nearest",
        plain: "Says it doesn't know",
      },
    },
  },
});

import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";

export const answer = defineNode({
  type: "answer",
  version: 1,
  category: "output",
  icon: "message-square-quote",
  inputs: { answer: { type: "message", required: true } },
  outputs: {},
  terminal: true,
  params: z.object({ showSources: z._default(z.boolean(), true) }),
  fields: [{ key: "showSources", control: "switch" }],
  summary: ({ showSources }) => ({ key: showSources ? "withSources" : "withoutSources" }),
  onError: ["fail"],
  migrate: {},
  messages: {
    en: {
      label: "Answer",
      description: "What the person gets to read.",
      ports: { answer: "Answer" },
      fields: {
        showSources: {
          label: "Show sources",
          help: "Numbered marks in the answer that open the document at the quoted place.",
        },
      },
      summary: {
        withSources: "Shows the answer with its sources",
        withoutSources: "Shows the answer without its sources",
      },
    },
  },
});

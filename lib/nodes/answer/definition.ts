import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";

const POLICIES = ["mark", "drop", "refuse"] as const;
const WHEN_REFUSING = { key: "unproved", equals: "refuse" } as const;
const TOO_LITTLE =
  "I found something on this, but can't prove enough of the answer from the documents.";

export const answer = defineNode({
  type: "answer",
  version: 2,
  category: "output",
  icon: "message-square-quote",
  inputs: { answer: { type: "message", required: true } },
  outputs: {},
  terminal: true,
  provedOnly: ({ unproved }) => unproved !== "mark",
  hidesSources: ({ showSources }) => !showSources,
  params: z.object({
    showSources: z._default(z.boolean(), true),
    unproved: z._default(z.enum(POLICIES), "mark"),
    /** Share of the statements, from which on an answer is given. */
    enough: z._default(z.number().check(z.gte(0), z.lte(1)), 0.8),
    tooLittle: z._default(z.string().check(z.maxLength(1000)), TOO_LITTLE),
  }),
  fields: [
    { key: "showSources", control: "switch" },
    { key: "unproved", control: "select", options: POLICIES },
    {
      key: "enough",
      control: "slider",
      min: 0,
      max: 1,
      step: 0.05,
      format: "percent",
      showWhen: WHEN_REFUSING,
    },
    { key: "tooLittle", control: "textarea", rows: 2, showWhen: WHEN_REFUSING },
  ],
  summary: ({ showSources, unproved }) => {
    if (unproved !== "mark") return { key: unproved };
    return { key: showSources ? "withSources" : "withoutSources" };
  },
  onError: ["fail"],
  migrate: {
    1: (params) => ({ ...params, unproved: "mark", enough: 0.8, tooLittle: TOO_LITTLE }),
  },
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
        unproved: {
          label: "Statements without a source",
          help: "What to do with what a model says and no passage backs. When they are left out, each sentence appears once it is proved.",
          options: {
            mark: "Show and mark them",
            drop: "Leave them out",
            refuse: "Leave them out or refuse",
          },
        },
        enough: {
          label: "Proved at least",
          help: "Of all the statements of the answer. With less, the whole answer is refused.",
        },
        tooLittle: { label: "What to say then" },
      },
      summary: {
        withSources: "Shows the answer with its sources",
        withoutSources: "Shows the answer without its sources",
        drop: "Shows what is proved of the answer",
        refuse: "Shows what is proved, or refuses",
      },
    },
  },
});

import { z } from "zod/mini";
import { filterDraftSchema, isComplete, MAX_FILTERS } from "@/lib/graph/document-filters";
import { defineNode } from "@/lib/nodes/_contract/definition";

import { REWORDINGS } from "./rewordings";

const EXTENTS = ["passages", "neighbours", "documents"] as const;
const MAX_PASSAGES = 50;

interface Checked {
  readonly filters: readonly unknown[];
  readonly reword: string;
  readonly rewordConnectionId: string | null;
  readonly rewordModel: string;
}

function searchProblems(params: Checked) {
  const { filters, reword, rewordConnectionId, rewordModel } = params;
  const unnamed = reword !== "off" && (rewordConnectionId === null || rewordModel.trim() === "");
  return [
    ...(filters.every(isComplete)
      ? []
      : [{ field: "filters", code: "filter-incomplete", params: {} }]),
    ...(unnamed ? [{ field: "rewordConnectionId", code: "reword-unnamed", params: {} }] : []),
  ];
}

export const vectorStore = defineNode({
  type: "vector-store",
  version: 6,
  category: "store",
  icon: "database",
  inputs: {
    documents: { type: "documents", standing: true },
    question: { type: "text", required: true },
  },
  outputs: { passages: { type: "passages" } },
  check: searchProblems,
  params: z.object({
    storeId: z._default(z.nullable(z.string()), null),
    limit: z._default(z.int().check(z.gte(1), z.lte(MAX_PASSAGES)), 8),
    /** Null leaves the order as the search found it. */
    rerankConnectionId: z._default(z.nullable(z.string()), null),
    rerankModel: z._default(z.string(), ""),
    distinct: z._default(z.boolean(), true),
    /** All of them have to hold; with none every document is searched. */
    /** What a model writes that is searched for besides the question. */
    reword: z._default(z.enum(["off", ...REWORDINGS]), "off"),
    rewordConnectionId: z._default(z.nullable(z.string()), null),
    rewordModel: z._default(z.string(), ""),
    /** What is handed on with the passages found. */
    extent: z._default(z.enum(EXTENTS), "passages"),
    filters: z._default(z.array(filterDraftSchema).check(z.maxLength(MAX_FILTERS)), []),
  }),
  fields: [
    { key: "storeId", control: "store", required: true },
    { key: "limit", control: "number", min: 1, max: MAX_PASSAGES, step: 1 },
    { key: "filters", control: "filters", storeKey: "storeId" },
    {
      key: "rerankConnectionId",
      control: "model",
      modelKey: "rerankModel",
      ability: "rerank",
      mayBeNone: true,
      level: "advanced",
    },
    { key: "extent", control: "select", options: EXTENTS, level: "advanced" },
    { key: "reword", control: "select", options: ["off", ...REWORDINGS], level: "advanced" },
    {
      key: "rewordConnectionId",
      control: "model",
      modelKey: "rewordModel",
      mayBeNone: true,
      level: "advanced",
      showWhen: { key: "reword", oneOf: REWORDINGS },
    },
    { key: "distinct", control: "switch", level: "advanced" },
  ],
  summary: ({ storeId, limit }, lookup) => {
    if (storeId === null) return { key: "empty" };
    const name = lookup.store(storeId);
    return name === undefined
      ? { key: "unnamed", values: { limit } }
      : { key: "named", values: { name, limit } };
  },
  onError: ["fail", "default", "branch"],
  migrate: {
    1: (params) => ({ ...params, rerankConnectionId: null, rerankModel: "" }),
    // What was calibrated goes on as it was.
    2: (params) => ({ ...params, distinct: false }),
    3: (params) => ({ ...params, filters: [] }),
    4: (params) => ({ ...params, reword: "off", rewordConnectionId: null, rewordModel: "" }),
    5: (params) => ({ ...params, extent: "passages" }),
  },
  messages: {
    en: {
      label: "Vector store",
      description:
        "Searchable knowledge: finds the passages of your documents that fit a question.",
      ports: {
        documents: "Documents",
        question: "Question",
        passages: "Passages found",
      },
      fields: {
        storeId: { label: "Knowledge", help: "Which documents to search." },
        limit: {
          label: "Passages",
          help: "How many of the best passages to hand on. More gives the model more to read.",
        },
        filters: {
          label: "Only some documents",
          help: "A document is searched when all of these are so. With none, all are searched.",
        },
        rerankConnectionId: {
          label: "Put in order by a model",
          help: "A reranking model reads the question with each passage and puts the best first. If it can't be reached, the order of the search is used.",
          options: { none: "No model" },
        },
        extent: {
          label: "Hand on",
          help: "What a passage means may stand right before or after it. Whole documents are handed on up to about 6,000 words together, those of the best passages first; the run says which were not.",
          options: {
            passages: "The passages found",
            neighbours: "Also the passages right before and after",
            documents: "Their whole documents, where they fit",
          },
        },
        reword: {
          label: "Also search in other words",
          help: "A model words the question otherwise, and what is found that way counts too. It takes a call of the model for every question. If it can't be reached, the question alone is searched for.",
          options: {
            off: "No",
            rewrite: "Put the question into the words of documents",
            several: "Ask it in three other ways",
            passage: "Make up a passage that would answer it, and look for its like",
          },
        },
        rewordConnectionId: {
          label: "Model that words it",
          help: "A small, quick one will do.",
          options: { none: "No model" },
        },
        rewordModel: { label: "Model name" },
        distinct: {
          label: "Leave out repeats",
          help: "A passage whose words all stand in a better one, such as in a copy of the document, makes room for another.",
        },
        rerankModel: { label: "Reranking model" },
      },
      summary: {
        empty: "Choose what to search",
        named: "Searches {name}, {limit, plural, one {# passage} other {# passages}}",
        unnamed: "Searches your documents, {limit, plural, one {# passage} other {# passages}}",
      },
    },
  },
});

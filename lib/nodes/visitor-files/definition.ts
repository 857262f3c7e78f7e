import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";

const MAX_PASSAGES = 50;
/** Beyond this no answer gets better, and a model may not take it all. */
const MAX_WHOLE_TOKENS = 100_000;
/** Thirty days. */
const MAX_KEEP_HOURS = 720;

export const visitorFiles = defineNode({
  type: "visitor-files",
  version: 1,
  category: "store",
  icon: "paperclip",
  inputs: {
    question: { type: "text", required: true },
    files: { type: "files", required: true },
  },
  outputs: { passages: { type: "passages" } },
  params: z.object({
    wholeUpTo: z._default(z.int().check(z.gte(0), z.lte(MAX_WHOLE_TOKENS)), 6000),
    limit: z._default(z.int().check(z.gte(1), z.lte(MAX_PASSAGES)), 14),
    keepHours: z._default(z.int().check(z.gte(1), z.lte(MAX_KEEP_HOURS)), 24),
  }),
  fields: [
    { key: "limit", control: "number", min: 1, max: MAX_PASSAGES, step: 1 },
    { key: "keepHours", control: "number", min: 1, max: MAX_KEEP_HOURS, step: 1 },
    {
      key: "wholeUpTo",
      control: "number",
      min: 0,
      max: MAX_WHOLE_TOKENS,
      step: 500,
      level: "advanced",
    },
  ],
  summary: ({ limit, keepHours }) => ({ key: "plain", values: { limit, hours: keepHours } }),
  onError: ["fail", "default", "branch"],
  migrate: {},
  messages: {
    en: {
      label: "Visitor's files",
      description:
        "Reads the files that the person attaches to a chat or a form: short ones whole, of long ones the passages that fit the question.",
      ports: { question: "Question", files: "Files attached", passages: "Passages found" },
      fields: {
        limit: {
          label: "Passages",
          help: "How many of the best passages of long files to hand on. More gives the model more to read.",
        },
        keepHours: {
          label: "Hours to keep a file",
          help: "Counted from its last use. Then the file, its text and the answers made from it are removed for good.",
        },
        wholeUpTo: {
          label: "Read whole up to",
          help: "In tokens, all files of the conversation together; a page has about 500. Above this they are searched. Must fit the model.",
        },
      },
      summary: {
        plain:
          "Short files whole, of long ones {limit, plural, one {# passage} other {# passages}}; kept {hours} h",
      },
    },
  },
});

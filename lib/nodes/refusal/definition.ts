import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";
import { handOverHref } from "./hand-over";

const HAND_OVERS = ["none", "email", "link"] as const;
const WHEN_HANDED_OVER = { key: "handOver", oneOf: ["email", "link"] } as const;

export const refusal = defineNode({
  type: "refusal",
  version: 3,
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
    suggest: z._default(z.boolean(), true),
    handOver: z._default(z.enum(HAND_OVERS), "none"),
    handOverTo: z._default(z.string().check(z.maxLength(500)), ""),
    handOverLabel: z._default(z.string().check(z.maxLength(80)), "Ask a person"),
    /** Null: nothing is said but what the documents say. */
    generalConnectionId: z._default(z.nullable(z.string()), null),
    generalModel: z._default(z.string(), ""),
  }),
  fields: [
    { key: "message", control: "textarea", rows: 3, required: true },
    { key: "showNearest", control: "switch" },
    { key: "suggest", control: "switch" },
    { key: "handOver", control: "select", options: HAND_OVERS },
    { key: "handOverTo", control: "text", showWhen: WHEN_HANDED_OVER },
    { key: "handOverLabel", control: "text", showWhen: WHEN_HANDED_OVER },
    {
      key: "generalConnectionId",
      control: "model",
      modelKey: "generalModel",
      mayBeNone: true,
      level: "advanced",
    },
  ],
  check: ({ handOver, handOverTo, generalConnectionId, generalModel }) => [
    ...(handOver === "none" || handOverHref(handOver, { to: handOverTo, question: "" }) !== null
      ? []
      : [{ field: "handOverTo", code: `refusal-${handOver}-invalid`, params: {} }]),
    ...(generalConnectionId === null || generalModel.trim() !== ""
      ? []
      : [{ field: "generalConnectionId", code: "refusal-general-unnamed", params: {} }]),
  ],
  summary: ({ showNearest }) => ({ key: showNearest ? "withNearest" : "plain" }),
  onError: ["fail"],
  migrate: {
    1: (params) => ({
      ...params,
      suggest: true,
      handOver: "none",
      handOverTo: "",
      handOverLabel: "Ask a person",
    }),
    2: (params) => ({ ...params, generalConnectionId: null, generalModel: "" }),
  },
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
        suggest: {
          label: "Suggest what to ask instead",
          help: "Names up to three subjects near the question that the documents do cover.",
        },
        handOver: {
          label: "Where to turn",
          options: { none: "Nowhere", email: "An e-mail address", link: "A web page or form" },
        },
        handOverTo: {
          label: "Address",
          help: "An e-mail address, or a web address that begins with https://.",
          placeholder: "support@example.com",
        },
        handOverLabel: { label: "Words on the button" },
        generalConnectionId: {
          label: "Answer from general knowledge",
          help: "A model adds what it knows without your documents. That is clearly marked, has no sources and can be wrong.",
          options: { none: "Never" },
        },
        generalModel: { label: "Model name" },
      },
      summary: {
        withNearest: "Says it doesn't know and shows what came nearest",
        plain: "Says it doesn't know",
      },
    },
  },
});

import { defineProvider } from "@/lib/providers/_contract/definition";

export const cerebras = defineProvider({
  type: "cerebras",
  abilities: { chat: true, embeddings: false, rerank: false },
  service: {
    baseUrl: "https://api.cerebras.ai/v1",
    keyHeader: "authorization",
    pages: { keys: "https://cloud.cerebras.ai", status: "https://status.cerebras.ai" },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Cerebras",
      description:
        "Open models, and models of yours on endpoints of your own, answered very fast. Questions and passages are sent to Cerebras.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://api.cerebras.ai/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
          placeholder: "csk-…",
        },
      },
    },
  },
});

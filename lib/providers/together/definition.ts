import { defineProvider } from "@/lib/providers/_contract/definition";

export const together = defineProvider({
  type: "together",
  abilities: { chat: true, embeddings: true, rerank: true },
  service: {
    baseUrl: "https://api.together.xyz/v1",
    keyHeader: "authorization",
    pages: {
      keys: "https://api.together.ai/settings/api-keys",
      billing: "https://api.together.ai/settings/billing",
      status: "https://status.together.ai",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Together AI",
      description:
        "Many open models, and fine-tuned ones of yours, for answers, search by meaning and reranking. Questions and passages are sent to Together AI.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://api.together.xyz/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
        },
      },
    },
  },
});

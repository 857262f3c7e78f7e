import { defineProvider } from "@/lib/providers/_contract/definition";

export const replicate = defineProvider({
  type: "replicate",
  abilities: { chat: true, embeddings: false, rerank: false },
  service: {
    baseUrl: "https://api.replicate.com/v1",
    keyHeader: "authorization",
    pages: {
      keys: "https://replicate.com/account/api-tokens",
      billing: "https://replicate.com/account/billing",
      status: "https://www.replicatestatus.com",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Replicate",
      description:
        "Open models, and models you tuned there yourself. Questions and passages are sent to Replicate.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://api.replicate.com/v1",
        },
        apiKey: {
          label: "API token",
          help: "Stored encrypted and never shown again.",
          placeholder: "r8_…",
        },
      },
    },
  },
});

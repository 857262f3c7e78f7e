import { defineProvider } from "@/lib/providers/_contract/definition";

export const mistral = defineProvider({
  type: "mistral",
  abilities: { chat: true, embeddings: true, rerank: false },
  service: {
    baseUrl: "https://api.mistral.ai/v1",
    keyHeader: "authorization",
    pages: {
      keys: "https://console.mistral.ai/api-keys",
      billing: "https://console.mistral.ai/billing",
      status: "https://status.mistral.ai",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Mistral",
      description:
        "The models of Mistral AI. Questions and passages are sent to Mistral in the European Union.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://api.mistral.ai/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
        },
      },
    },
  },
});

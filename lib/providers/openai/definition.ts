import { defineProvider } from "@/lib/providers/_contract/definition";

export const openAi = defineProvider({
  type: "openai",
  abilities: { chat: true, embeddings: true, rerank: false },
  service: {
    baseUrl: "https://api.openai.com/v1",
    keyHeader: "authorization",
    pages: {
      keys: "https://platform.openai.com/api-keys",
      billing: "https://platform.openai.com/settings/organization/billing",
      status: "https://status.openai.com",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "OpenAI",
      description:
        "The models of OpenAI, your own fine-tuned ones included. Questions and passages are sent to OpenAI in the United States.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://api.openai.com/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
          placeholder: "sk-…",
        },
      },
    },
  },
});

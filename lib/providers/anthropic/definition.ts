import { defineProvider } from "@/lib/providers/_contract/definition";

export const anthropic = defineProvider({
  type: "anthropic",
  abilities: { chat: true, embeddings: false, rerank: false },
  service: {
    baseUrl: "https://api.anthropic.com",
    keyHeader: "x-api-key",
    headers: { "anthropic-version": "2023-06-01" },
    pages: {
      keys: "https://console.anthropic.com/settings/keys",
      billing: "https://console.anthropic.com/settings/billing",
      status: "https://status.anthropic.com",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Anthropic",
      description: "The Claude models. Questions and passages are sent to Anthropic.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one. Without a version at its end.",
          placeholder: "https://api.anthropic.com",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
          placeholder: "sk-ant-…",
        },
      },
    },
  },
});

import { defineProvider } from "@/lib/providers/_contract/definition";

export const azureOpenAi = defineProvider({
  type: "azure-openai",
  abilities: { chat: true, embeddings: true, rerank: false },
  service: {
    baseUrl: null,
    keyHeader: "api-key",
    pages: { keys: "https://ai.azure.com", status: "https://azure.status.microsoft" },
  },
  fields: [
    { key: "baseUrl", control: "url", required: true },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Azure OpenAI",
      description:
        "Models of OpenAI that your company has deployed in Azure, in the region it chose. A model goes by the name of its deployment.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "The endpoint of your resource, with /openai/v1 at its end.",
          placeholder: "https://your-resource.openai.azure.com/openai/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
        },
      },
    },
  },
});

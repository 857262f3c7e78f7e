import { defineProvider } from "@/lib/providers/_contract/definition";

export const huggingFace = defineProvider({
  type: "hugging-face",
  abilities: { chat: true, embeddings: false, rerank: false },
  service: {
    baseUrl: "https://router.huggingface.co/v1",
    keyHeader: "authorization",
    pages: {
      keys: "https://huggingface.co/settings/tokens",
      billing: "https://huggingface.co/settings/billing",
      status: "https://status.huggingface.co",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Hugging Face",
      description:
        "Open models from the Hugging Face Hub, run by the partner that Hugging Face picks or that you name after the model, as in model:partner. Questions and passages are sent there.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://router.huggingface.co/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
          placeholder: "hf_…",
        },
      },
    },
  },
});

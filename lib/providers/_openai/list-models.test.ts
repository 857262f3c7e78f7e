import { describe, expect, it } from "vitest";
import { DEFAULT_TIMEOUTS } from "@/lib/providers/_wire/timeouts";
import { openAiCompatible } from "../openai-compatible/definition";
import { listModels } from "./list-models";

/** The models of a service that answers with this. */
function listed(reply: unknown) {
  const fetch = () => Promise.resolve(new Response(JSON.stringify(reply)));
  const connection = { baseUrl: "https://models.example/v1", apiKey: null };
  const wire = { provider: openAiCompatible, connection, ports: { fetch } };
  return listModels({ ...wire, timeouts: DEFAULT_TIMEOUTS }, new AbortController().signal);
}

const partner = (more: object) => ({
  ...{ provider: "one", status: "live", context_length: 128_000, supports_tools: true },
  ...{ supports_structured_output: true, pricing: { input: 0.5, output: 1 } },
  ...more,
});

describe("what services say of their models", () => {
  it.each([
    ["only an id", { id: "ours" }, { id: "ours" }],
    [
      "Mistral's",
      {
        id: "mistral-small-2603",
        name: "Mistral Small 4",
        max_context_length: 262_144,
        capabilities: { completion_chat: true, function_calling: true, vision: true },
      },
      {
        ...{ id: "mistral-small-2603", name: "Mistral Small 4", kind: "chat" },
        ...{ contextWindow: 262_144, tools: true, vision: true },
      },
    ],
    [
      "Groq's",
      { id: "llama-3.3-70b-versatile", context_window: 131_072, max_completion_tokens: 32_768 },
      { id: "llama-3.3-70b-versatile", contextWindow: 131_072, maxOutputTokens: 32_768 },
    ],
    [
      "vLLM's, with nonsense for its name",
      { id: "ours", display_name: 7, max_model_len: 8192 },
      { id: "ours", contextWindow: 8192 },
    ],
  ])("%s", async (_, model, info) => {
    expect(await listed({ object: "list", data: [model] })).toEqual([info]);
  });

  it("Together's, who doesn't wrap the list", async () => {
    const price = { input: 0.88, output: 0.88 };
    const model = { id: "m", type: "chat", context_length: 131_072 };
    const free = { id: "f", type: "image", pricing: { input: 0, output: 0 } };
    expect(await listed([{ ...model, pricing: { ...price, hourly: 0 } }, free])).toEqual([
      { id: "m", kind: "chat", contextWindow: 131_072, price },
      { id: "f", kind: "other" },
    ]);
  });

  it("Hugging Face's, as far as it holds for every partner that runs one", async () => {
    const model = { id: "m", architecture: { input_modalities: ["text", "image"] } };
    const off = partner({ status: "staging", context_length: 1000 });
    expect(await listed({ data: [{ ...model, providers: [partner({}), off] }] })).toEqual([
      {
        ...{ id: "m", kind: "chat", contextWindow: 128_000, vision: true },
        ...{ tools: true, structuredOutput: true, price: { input: 0.5, output: 1 } },
      },
    ]);
    const other = partner({
      ...{ context_length: 32_000, supports_tools: false },
      ...{ pricing: { input: 0.4, output: 1 } },
    });
    expect(await listed({ data: [{ ...model, providers: [partner({}), other] }] })).toEqual([
      {
        ...{ id: "m", kind: "chat", contextWindow: 32_000, vision: true },
        ...{ tools: false, structuredOutput: true },
      },
    ]);
    const silent = partner({ context_length: null, pricing: null });
    const [unknown] = await listed({ data: [{ ...model, providers: [partner({}), silent] }] });
    expect(unknown).not.toHaveProperty("contextWindow");
    expect(unknown).not.toHaveProperty("price");
  });
});

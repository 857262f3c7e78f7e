import { expect, it } from "vitest";
import { assumedWindow } from "./assumed-window";

it.each([
  ["gpt-4o-mini", 128_000],
  ["gpt-4.1", 1_000_000],
  ["gpt-4", 8_000],
  ["claude-sonnet-4-5", 200_000],
  ["meta-llama/Llama-3.3-70B", 128_000],
  ["llama3:8b", 8_000],
  ["something-of-ours", 16_384],
  ["gpt-oss:120b-cloud", 16_384, "ollama"],
  ["llama3.1:8b", 4096, "ollama"],
])("knows or assumes what %s takes", (model, window, provider?: string) => {
  expect(assumedWindow(model, provider)).toBe(window);
});

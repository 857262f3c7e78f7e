import { describe, expect, it } from "vitest";
import { holidayRequest } from "@/lib/providers/_contract/conformance";
import { settingsOf } from "./settings";

const of = (model: string, more: object = {}) => settingsOf(holidayRequest(model, more));

describe("settingsOf", () => {
  it.each([
    ["claude-3-5-haiku-latest", true],
    ["claude-sonnet-4-5", true],
    ["claude-opus-4-6", true],
    ["claude-opus-4-7", false],
    ["claude-sonnet-5-20260301", false],
    ["claude-mythos-preview", false],
  ])("gives %s a temperature: %s", (model, takes) => {
    expect("temperature" in of(model, { temperature: 0.3 })).toBe(takes);
  });

  it("keeps a temperature within what is taken, and leaves it out while a model thinks", () => {
    expect(of("claude-sonnet-4-5", { temperature: 2 }).temperature).toBe(1);
    expect(of("claude-sonnet-4-5", { reasoningEffort: "low" })).not.toHaveProperty("temperature");
  });

  it("lets new models think as they see fit, and gives older ones a budget on top of the answer", () => {
    expect(of("claude-opus-4-6", { reasoningEffort: "medium" })).toEqual({
      maxTokens: 200,
      thinking: { type: "adaptive" },
      outputConfig: { effort: "medium" },
    });
    expect(of("claude-haiku-4-5", { reasoningEffort: "low" })).toEqual({
      maxTokens: 1224,
      thinking: { type: "enabled", budget_tokens: 1024 },
    });
  });

  it("closes every object of a schema, and leaves the rest as it is", () => {
    const schema = {
      type: "object",
      properties: {
        kind: { type: "string", enum: ["a", "b"] },
        rows: {
          type: "array",
          items: { type: "object", properties: { type: { type: "string" } } },
        },
      },
    };
    expect(of("claude-sonnet-4-5", { responseSchema: { name: "x", schema } }).outputConfig).toEqual(
      {
        format: {
          type: "json_schema",
          schema: {
            type: "object",
            properties: {
              kind: { type: "string", enum: ["a", "b"] },
              rows: {
                type: "array",
                items: {
                  type: "object",
                  properties: { type: { type: "string" } },
                  additionalProperties: false,
                },
              },
            },
            additionalProperties: false,
          },
        },
      },
    );
  });

  it("always names a longest length", () => {
    expect(of("claude-sonnet-4-5", { maxOutputTokens: undefined }).maxTokens).toBe(4096);
  });
});

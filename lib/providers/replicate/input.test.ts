import { describe, expect, it } from "vitest";
import { inputOf } from "./input";

const signal = new AbortController().signal;
const request = {
  ...{ model: "acme/one", signal, temperature: 0, maxOutputTokens: 50 },
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "When is lunch?" },
  ],
} as const;

describe("inputOf", () => {
  it("uses the names a model has", () => {
    const fields = { prompt: {}, system_prompt: {}, max_new_tokens: {}, temperature: {} };
    expect(inputOf(request, fields)).toEqual({
      ...{ prompt: "When is lunch?", system_prompt: "Be brief." },
      ...{ max_new_tokens: 50, temperature: 0 },
    });
  });

  it("keeps the instructions for a model that knows a prompt only", () => {
    expect(inputOf(request, { prompt: {} })).toEqual({ prompt: "Be brief.\n\nWhen is lunch?" });
  });

  it.each([
    [{ minimum: 0.01, maximum: 5 }, 0, 0.01],
    [{ minimum: 0, maximum: 1 }, 2, 1],
    [{}, 2, 2],
  ])("keeps a temperature within %j", (temperature, asked, sent) => {
    const input = inputOf({ ...request, temperature: asked }, { prompt: {}, temperature });
    expect(input.temperature).toBe(sent);
  });

  it("writes a conversation out, with the model's turn at its end", () => {
    const messages = [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi" },
      { role: "user", content: "When is lunch?" },
    ] as const;
    expect(inputOf({ ...request, messages }, { prompt: {} }).prompt).toBe(
      "User:\nHello\n\nAssistant:\nHi\n\nUser:\nWhen is lunch?\n\nAssistant:",
    );
  });

  it.each([
    [{ image: { type: "string" } }, { image: "data:image/png;base64,AA==" }],
    [{ images: { type: "array" } }, { images: ["data:image/png;base64,AA=="] }],
    [{}, {}],
  ])("shows a picture to a model that takes it: %j", (fields, expected) => {
    const images = [{ mediaType: "image/png", data: "AA==" }];
    const messages = [{ role: "user", content: "What is this?", images }] as const;
    const input = inputOf({ ...request, messages }, { prompt: {}, ...fields });
    expect(input).toEqual({ prompt: "What is this?", ...expected });
  });

  it("asks for a form in words", () => {
    const responseSchema = { name: "lunch", schema: { type: "object" } };
    expect(inputOf({ ...request, responseSchema }, { prompt: {} }).prompt).toContain(
      '{"type":"object"}',
    );
  });
});

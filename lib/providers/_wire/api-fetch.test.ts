import { describe, expect, it } from "vitest";
import { apiFetch } from "./api-fetch";

async function headersTo(url: string, keyHeader: string): Promise<Headers> {
  let sent = new Headers();
  const fetch = apiFetch(
    {
      provider: {
        type: "tested",
        abilities: { chat: true, embeddings: false, rerank: false },
        service: { baseUrl: null, keyHeader, headers: { "x-version": "1" }, pages: {} },
        fields: [],
        messages: { en: { label: "", description: "", fields: {} } },
      },
      connection: { baseUrl: "https://models.test/v1", apiKey: "canary" },
      ports: {
        fetch: (_, init) => {
          sent = new Headers(init?.headers);
          return Promise.resolve(new Response("{}"));
        },
      },
      timeouts: { connectMs: 1, firstTokenMs: 1, betweenTokensMs: 1 },
    },
    { subject: { host: "models.test", model: "", pages: {} }, limits: {} },
  );
  await fetch(url, { headers: { authorization: "Bearer of-a-library" } });
  return sent;
}

describe("apiFetch", () => {
  it.each([
    ["authorization", "Bearer canary"],
    ["x-api-key", "canary"],
  ])("puts the key into %s, and the provider's own headers", async (header, value) => {
    const sent = await headersTo("https://models.test/v1/models", header);
    expect(sent.get(header)).toBe(value);
    expect(sent.get("x-version")).toBe("1");
    expect([...sent.values()].join()).not.toContain("of-a-library");
  });

  it.each([
    "https://elsewhere.test/v1/models",
    "http://models.test/v1/models",
    "https://models.test:8443/v1/models",
    "https://models.test.elsewhere.test/v1",
  ])("sends no key to %s", async (url) => {
    const sent = await headersTo(url, "authorization");
    expect([...sent.values()].join()).not.toMatch(/canary|of-a-library/);
  });
});

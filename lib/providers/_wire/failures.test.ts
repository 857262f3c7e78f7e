import { describe, expect, it } from "vitest";
import { describeReply } from "./failures";

const named = { host: "models.test", model: "m1" };
const subject = { ...named, pages: {} };
const key = "canary-key-123456";

function reply(status: number, text = "", headers: Record<string, string> = {}) {
  return describeReply({ status, text, headers: new Headers(headers) }, subject, [key]);
}

describe("describeReply", () => {
  it.each([
    [401, "", "model.key-rejected", false],
    [402, "", "model.quota-used-up", false],
    [403, "", "model.key-not-allowed", false],
    [404, "", "model.not-found", false],
    [408, "", "model.unavailable", true],
    [429, "", "model.rate-limited", true],
    [429, '{"error":{"code":"insufficient_quota"}}', "model.quota-used-up", false],
    [400, "Your credit balance is too low", "model.quota-used-up", false],
    [500, "", "model.unavailable", true],
    [503, "", "model.unavailable", true],
    [413, "", "model.context-too-long", false],
    [400, '{"error":{"code":"context_length_exceeded"}}', "model.context-too-long", false],
    [400, "This model's maximum context length is 8192 tokens", "model.context-too-long", false],
    [400, '{"error":{"code":"content_filter"}}', "model.content-filter", false],
    [400, "temperature is not supported", "model.request-refused", false],
    [400, "prompt is too long: 210000 tokens", "model.context-too-long", false],
    [422, "", "model.request-refused", false],
  ] as const)("%i %s is %s", (...[status, text, code, retryable]) => {
    const error = reply(status, text);
    expect([error.code, error.retryable]).toEqual([code, retryable]);
    expect(error.params).toEqual({ ...named, status });
  });

  it.each([
    [401, "", "https://models.test/keys"],
    [403, "", "https://models.test/keys"],
    [429, "insufficient_quota", "https://models.test/billing"],
    [503, "", "https://models.test/status"],
    [429, "", undefined],
  ] as const)("shows the page that helps with %i %s", (...[status, text, page]) => {
    const pages = {
      keys: "https://models.test/keys",
      billing: "https://models.test/billing",
      status: "https://models.test/status",
    };
    const error = describeReply({ status, text, headers: new Headers() }, { ...subject, pages }, [
      key,
    ]);
    expect(error.params.page).toBe(page);
  });

  it("says that the address is wrong when no model was asked for", () => {
    const error = describeReply(
      { status: 404, text: "", headers: new Headers() },
      { ...subject, model: "" },
      [key],
    );
    expect(error.code).toBe("model.no-api");
  });

  it("takes the service's wish how long to wait", () => {
    expect(reply(429, "", { "retry-after": "7" }).retryAfterMs).toBe(7000);
    expect(reply(429).retryAfterMs).toBeUndefined();
  });

  it.each([408, 500, 503, 529])("takes that wish from %i as well", (status) => {
    expect(reply(status, "", { "retry-after": "7" })).toMatchObject({
      code: "model.unavailable",
      retryable: true,
      retryAfterMs: 7000,
    });
    expect(reply(status).retryAfterMs).toBeUndefined();
  });

  it("keeps the service's words for the log, without any key", () => {
    const error = reply(401, `Incorrect API key: ${key}, also tried sk-other-key-123456`);
    expect(String(error.cause)).toContain("Incorrect API key: [redacted], also tried [redacted]");
  });
});

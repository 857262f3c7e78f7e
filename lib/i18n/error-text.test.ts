import { describe, expect, it } from "vitest";
import { createTranslator } from "use-intl/core";
import { AppError } from "@/lib/errors/app-error";
import { errorCodeOf, errorText } from "./error-text";
import { en } from "./messages/en";
import { withDynamicKeys } from "./dynamic-keys";

const translate = withDynamicKeys(createTranslator({ locale: "en", messages: en }));

describe("errorText", () => {
  it("words the code a tRPC call failed with, what happened apart from what to do", () => {
    const error = Object.assign(new Error("redacted"), {
      data: { app: { code: "outbound.unreachable", params: { host: "llm.lan", reason: "name" } } },
    });
    expect(errorText(error, translate)).toEqual({
      what: "llm.lan could not be reached.",
      next: "There is no host of that name: check the spelling.",
      detail: "outbound.unreachable\nhost: llm.lan\nreason: name",
    });
  });

  it("words a stored code and an AppError alike", () => {
    const params = { max: 72 };
    const stored = errorText({ code: "password.too-long", params }, translate);
    const thrown = errorText(
      new AppError("password.too-long", "bad-request", { params }),
      translate,
    );
    expect(stored).toEqual(thrown);
    expect(stored.next).toContain("72 characters");
  });

  it("says that the server could not be reached when fetch had no answer", () => {
    const cause = new TypeError("Failed to fetch");
    expect(errorText(new Error("Failed to fetch", { cause }), translate).what).toBe(
      "Groundwork could not be reached.",
    );
  });

  it("falls back for a code without a text, and keeps the code as detail", () => {
    const text = errorText({ code: "moon.full", params: { phase: 4 } }, translate);
    expect(text.what).toBe("Something went wrong in Groundwork itself.");
    expect(text.detail).toBe("moon.full\nphase: 4");
  });

  it("falls back for anything else that can be thrown", () => {
    for (const thrown of [new Error("x"), "text", null, undefined, 7]) {
      expect(errorText(thrown, translate).what).toBe("Something went wrong in Groundwork itself.");
    }
    expect(errorCodeOf("text")).toBeNull();
  });

  it("does not take the dot of a file name for the end of a sentence", () => {
    const text = errorText(
      { code: "outbound.too-large", params: { host: "a.b.io", megabytes: 2 } },
      translate,
    );
    expect(text.what).toBe("a.b.io sent more than 2 MB, which is the most accepted here.");
  });
});

import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { cryptoErrors } from "./errors-crypto";
import { mailErrors } from "./errors-mail";
import { modelErrors } from "./errors-model";
import { netErrors } from "./errors-net";

const texts: [string, string][] = Object.entries({
  ...cryptoErrors,
  ...mailErrors,
  ...modelErrors,
  ...netErrors,
});
const values = {
  host: "models.test",
  model: "m1",
  status: 500,
  max: 5,
  megabytes: 64,
  keyId: "k1",
  reason: "address",
  phase: "firstToken",
  problem: "days: expected number",
  seconds: 30,
};

describe("texts of errors", () => {
  it.each(texts)("%s is whole sentences with nothing left to fill in", (_, message) => {
    const translate = createTranslator({
      locale: "en",
      messages: { message },
      onError: (error) => {
        throw error;
      },
    });
    expect(translate("message", values)).toMatch(/^[^{}]+\.$/);
  });
});

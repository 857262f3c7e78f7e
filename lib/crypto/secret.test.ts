import { expect, test } from "vitest";
import { hashSecret, isSecretOf, newSecret } from "./secret";

test("a secret is another each time, and known by its hash alone", () => {
  const [one, other] = [newSecret(), newSecret()];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, "base64url")).toHaveLength(32);
  expect(hashSecret(one)).not.toContain(one);
  expect(isSecretOf(one, hashSecret(one))).toBe(true);
  expect(isSecretOf(other, hashSecret(one))).toBe(false);
});

import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { MAX_PASSWORD_LENGTH, hashPassword, needsRehash, verifyPassword } from "./password";

/** A hash made by Node directly, at a cost of our choice. */
function encodedAt(password: string, ln: number): string {
  const salt = Buffer.alloc(16, 7);
  const hash = scryptSync(password, salt, 32, { N: 2 ** ln, r: 8, p: 1, maxmem: 512 * 2 ** 20 });
  return `$scrypt$ln=${String(ln)},r=8,p=1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

describe("hashPassword", () => {
  it("is memory-hard, salted and says how it was made", async () => {
    const [one, two] = await Promise.all([
      hashPassword("correct horse"),
      hashPassword("correct horse"),
    ]);
    expect(one).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
    expect(needsRehash(one)).toBe(false);
  }, 20_000);

  it("refuses to hash a book", async () => {
    await expect(hashPassword("x".repeat(MAX_PASSWORD_LENGTH + 1))).rejects.toThrow(
      "password.too-long",
    );
  });
});

describe("verifyPassword", () => {
  it("agrees with scrypt itself", async () => {
    const encoded = encodedAt("correct horse", 17);
    expect(await verifyPassword("correct horse", encoded)).toBe(true);
    expect(await verifyPassword("correct horsE", encoded)).toBe(false);
    expect(await verifyPassword("", encoded)).toBe(false);
  }, 20_000);

  it("opens hashes of an older cost and says that they need renewing", async () => {
    const encoded = encodedAt("correct horse", 12);
    expect(await verifyPassword("correct horse", encoded)).toBe(true);
    expect(needsRehash(encoded)).toBe(true);
  });

  it("takes the same letter composed and decomposed", async () => {
    expect(await verifyPassword("cafe\u0301", encodedAt("caf\u00e9", 10))).toBe(true);
  });

  it("works as long for somebody who isn't there", async () => {
    const started = performance.now();
    expect(await verifyPassword("anything", null)).toBe(false);
    const missing = performance.now() - started;
    const again = performance.now();
    await verifyPassword("anything", encodedAt("other", 10));
    // A cheap hash is over a hundred times faster than the present cost; the factor leaves room for a busy machine.
    expect(missing).toBeGreaterThan((performance.now() - again) * 3);
  }, 20_000);

  it("says no to a book without hashing it", async () => {
    expect(await verifyPassword("x".repeat(MAX_PASSWORD_LENGTH + 1), encodedAt("x", 10))).toBe(
      false,
    );
  });

  it.each([
    "",
    "plain",
    "$scrypt$ln=30,r=8,p=1$AAAA$" + "A".repeat(43),
    "$scrypt$ln=17,r=8,p=1$AAAA$AAAA",
    "$scrypt$ln=17,r=9999,p=1$AAAA$" + "A".repeat(43),
  ])("throws on a stored value that isn't ours: %j", async (encoded) => {
    await expect(verifyPassword("x", encoded)).rejects.toThrow("malformed");
  });
});

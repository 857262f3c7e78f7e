import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVault } from "./vault";

const oldKey = { id: "2024", bytes: Buffer.alloc(32, 1) };
const newKey = { id: "2025", bytes: Buffer.alloc(32, 2) };
const place = { workspaceId: "w1", recordId: "connection1", field: "apiKey" };
const vault = createVault([oldKey]);

/** Changes one byte of one dot-separated part. */
function flip(sealed: string, part: number, byte: number): string {
  const parts = sealed.split(".");
  const bytes = Buffer.from(parts[part] ?? "", "base64url");
  const at = (byte + bytes.length) % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  parts[part] = bytes.toString("base64url");
  return parts.join(".");
}

describe("seal and open", () => {
  it("gives back any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(vault.open(vault.seal(text, place), place)).toBe(text);
      }),
    );
  });

  it("never repeats itself nor shows the text", () => {
    const one = vault.seal("sk-secret", place);
    expect(one).toMatch(/^v1\.2024\.[\w-]+\.[\w-]+$/);
    expect(one).not.toBe(vault.seal("sk-secret", place));
    expect(Buffer.from(one.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain(
      "sk-secret",
    );
  });

  it.each([2, 3])("rejects a changed byte anywhere in part %i", (part) => {
    const sealed = vault.seal("sk-secret", place);
    const length = Buffer.from(sealed.split(".")[part] ?? "", "base64url").length;
    for (let byte = 0; byte < length; byte++) {
      expect(() => vault.open(flip(sealed, part, byte), place)).toThrow("crypto.unreadable");
    }
  });

  it.each([{ workspaceId: "w2" }, { recordId: "connection2" }, { field: "token" }])(
    "rejects a row moved to %o",
    (elsewhere) => {
      const sealed = vault.seal("sk-secret", place);
      expect(() => vault.open(sealed, { ...place, ...elsewhere })).toThrow("crypto.unreadable");
    },
  );

  it("refuses places that could be mistaken for another", () => {
    expect(() => vault.seal("x", { workspaceId: "a|b", recordId: "c", field: "d" })).toThrow();
    expect(() => vault.seal("x", { workspaceId: "", recordId: "c", field: "d" })).toThrow();
  });

  it.each([4, 8, 12, 15])("rejects a tag cut to %i bytes", (tagBytes) => {
    const parts = vault.seal("sk-secret", place).split(".");
    const bytes = Buffer.from(parts[3] ?? "", "base64url");
    parts[3] = bytes.subarray(0, bytes.length - 16 + tagBytes).toString("base64url");
    expect(() => vault.open(parts.join("."), place)).toThrow("crypto.unreadable");
  });

  it.each(["", "sk-plain", "v1.2024.x", "v2.2024.AAAA.AAAA", "v1.2024.AA.AA", "v1.2024.AA.AA.AA"])(
    "rejects %j as not sealed",
    (text) => {
      expect(() => vault.open(text, place)).toThrow("crypto.unreadable");
    },
  );

  it("names the key it lacks", () => {
    const sealed = vault.seal("sk-secret", place);
    expect(() => createVault([newKey]).open(sealed, place)).toThrow(
      expect.objectContaining({ code: "crypto.missing-key", params: { keyId: "2024" } }),
    );
    expect(() => createVault([]).seal("x", place)).toThrow("crypto.missing-key");
  });

  it("rejects another key under the same id", () => {
    const sealed = vault.seal("sk-secret", place);
    const impostor = createVault([{ id: oldKey.id, bytes: newKey.bytes }]);
    expect(() => impostor.open(sealed, place)).toThrow("crypto.unreadable");
  });
});

describe("rotation", () => {
  const rotating = createVault([newKey, oldKey]);

  it("wraps the key anew and leaves the ciphertext alone", () => {
    const sealed = vault.seal("sk-secret", place);
    const rewrapped = rotating.rewrap(sealed, place);
    expect(rewrapped).toMatch(/^v1\.2025\./);
    expect(rewrapped.split(".")[3]).toBe(sealed.split(".")[3]);
    expect(createVault([newKey]).open(rewrapped, place)).toBe("sk-secret");
    expect(() => vault.open(rewrapped, place)).toThrow("crypto.missing-key");
  });

  it("does nothing the second time", () => {
    const rewrapped = rotating.rewrap(vault.seal("sk-secret", place), place);
    expect(rotating.rewrap(rewrapped, place)).toBe(rewrapped);
  });

  it("does not move a row to another place", () => {
    const sealed = vault.seal("sk-secret", place);
    expect(() => rotating.rewrap(sealed, { ...place, workspaceId: "w2" })).toThrow(
      "crypto.unreadable",
    );
  });
});

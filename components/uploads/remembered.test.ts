import { beforeEach, describe, expect, it } from "vitest";
import { createUploadMemory, fingerprintOf } from "./remembered";

beforeEach(() => localStorage.clear());

describe("remembered uploads", () => {
  it("are found by the file until the server has given them up", () => {
    let now = 0;
    const memory = createUploadMemory("acme", () => now);
    const file = { name: "a.pdf", size: 9, lastModified: 3 };
    const fingerprint = fingerprintOf(file, { sourceId: "s", folder: "" });
    memory.keep({ id: "u1", fingerprint, name: "a.pdf" });
    expect(memory.find(fingerprint)).toBe("u1");
    expect(memory.find(fingerprintOf({ ...file, size: 10 }, { sourceId: "s", folder: "" }))).toBe(
      null,
    );
    expect(createUploadMemory("other", () => now).find(fingerprint)).toBeNull();
    now = 20 * 3_600_000;
    memory.touch("u1");
    now = 40 * 3_600_000;
    expect(memory.find(fingerprint)).toBe("u1");
    now = 45 * 3_600_000;
    expect(memory.all()).toEqual([]);
  });

  it("are none where something else is stored", () => {
    localStorage.setItem("groundwork:uploads:acme", '[{"id": 5}, null]');
    expect(createUploadMemory("acme").all()).toEqual([]);
    localStorage.setItem("groundwork:uploads:acme", "{");
    expect(createUploadMemory("acme").all()).toEqual([]);
  });
});

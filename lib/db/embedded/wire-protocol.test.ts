import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fatalError, FrontendReader, type FrontendUnit } from "./wire-protocol";

function message(letter: string, body = ""): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

function startup(code: number, body = ""): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, Buffer.from(body)]);
}

const PROTOCOL_3 = 196_608;
const HELLO = startup(PROTOCOL_3, "user\0postgres\0\0");
const conversation = Buffer.concat([
  startup(80_877_103),
  HELLO,
  message("p", "secret\0"),
  message("Q", "select 1\0"),
  message("P", "\0select $1\0\0\0"),
  message("B", "x".repeat(300)),
  message("E", "\0\0\0\0\0"),
  message("S"),
  message("P", "half"),
  message("H"),
  message("X"),
]);

function shape(unit: FrontendUnit): string {
  return unit.kind === "batch"
    ? `batch ${Buffer.from(unit.bytes)
        .toString("latin1")
        .replaceAll(/[^A-Z]/g, "")}`
    : unit.kind;
}

describe("FrontendReader", () => {
  it("cuts a conversation where the client waits for an answer", () => {
    const units = new FrontendReader().push(conversation);
    expect(units.map(shape)).toEqual([
      "encryption-request",
      "startup",
      "password",
      "batch Q",
      "batch PBES",
      "batch PH",
      "terminate",
    ]);
    expect(units[2]).toMatchObject({ password: "secret" });
    expect(units[4]).toMatchObject({ flushOnly: false });
    expect(units[5]).toMatchObject({ flushOnly: true });
  });

  it("gives the same units however the bytes are cut into packets", () => {
    const whole = new FrontendReader().push(conversation);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: conversation.length }), { maxLength: 40 }),
        (cuts) => {
          const places = [0, ...cuts.sort((a, b) => a - b), conversation.length];
          const reader = new FrontendReader();
          const units = places
            .slice(1)
            .flatMap((end, i) => reader.push(conversation.subarray(places[i], end)));
          expect(units).toEqual(whole);
        },
      ),
    );
  });

  it("knows a request to cancel", () => {
    expect(new FrontendReader().push(startup(80_877_102, "12345678"))).toEqual([
      { kind: "cancel-request" },
    ]);
  });

  it.each([0, 3, -1, 300 * 1024 * 1024])("refuses a message that claims %i bytes", (length) => {
    const reader = new FrontendReader();
    reader.push(HELLO);
    const bad = Buffer.alloc(5);
    bad.write("Q");
    bad.writeInt32BE(length, 1);
    expect(() => reader.push(bad)).toThrow("Unreadable");
  });
});

it("writes errors as PostgreSQL does", () => {
  const bytes = fatalError("28P01", "Wrong password.");
  expect(bytes.readInt32BE(1)).toBe(bytes.length - 1);
  expect(bytes.toString()).toContain("C28P01\0MWrong password.\0\0");
});

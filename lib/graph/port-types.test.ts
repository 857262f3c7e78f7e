import { describe, expect, it } from "vitest";
import { canConnect, portNamed, PORT_TYPES } from "./port-types";

describe("canConnect", () => {
  it("takes the same type, a message as text, and anything but documents as json", () => {
    const allowed = PORT_TYPES.flatMap((source) =>
      PORT_TYPES.filter((target) => canConnect(source, target).ok).map((t) => `${source}>${t}`),
    );
    expect(allowed).toEqual([
      "text>text",
      "text>json",
      "message>text",
      "message>message",
      "message>json",
      "passages>passages",
      "passages>json",
      "documents>documents",
      "files>files",
      "files>json",
      "json>json",
      "number>json",
      "number>number",
      "boolean>json",
      "boolean>boolean",
    ]);
  });

  it("names both types when it refuses", () => {
    expect(canConnect("passages", "text")).toEqual({
      ok: false,
      code: "types-differ",
      params: { source: "passages", target: "text" },
    });
  });
});

describe("portNamed", () => {
  it("finds own ports only", () => {
    const ports = { text: { type: "text" } } as const;
    expect(portNamed(ports, "text")).toBe(ports.text);
    expect(portNamed(ports, "constructor")).toBeUndefined();
  });
});

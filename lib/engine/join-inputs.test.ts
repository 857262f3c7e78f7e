import { describe, expect, it } from "vitest";
import { said } from "@/lib/testing/toy-nodes";
import { joinInputs } from "./join-inputs";
import { sizeOf } from "./outputs";

const ports = {
  text: { type: "text" },
  passages: { type: "passages" },
  data: { type: "json" },
} as const;
const arrival = (targetPort: keyof typeof ports, value: unknown) => ({
  edge: { id: "e", source: "a", sourcePort: "out", target: "b", targetPort },
  value,
});

describe("joinInputs", () => {
  it("uses a message as its text, or whole as json", () => {
    const message = said("Thirty days.");
    const arrivals = [arrival("text", message), arrival("data", message)];
    expect(joinInputs(ports, arrivals)).toEqual({ text: "Thirty days.", data: message });
  });

  it("puts lists together in the order drawn, each item once", () => {
    const arrivals = [
      arrival("passages", [{ id: 1 }, { id: 2 }]),
      arrival("passages", [{ id: 2 }, { id: 3 }]),
    ];
    expect(joinInputs(ports, arrivals).passages).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it("takes the first drawn of anything else", () => {
    const arrivals = [arrival("text", "first"), arrival("text", "second")];
    expect(joinInputs(ports, arrivals)).toEqual({ text: "first" });
  });
});

describe("sizeOf", () => {
  it("is about the length of the JSON", () => {
    const value = { a: "x".repeat(500), list: [1, 22, "three", { deep: null }], flag: true };
    const length = JSON.stringify(value).length;
    expect(sizeOf(value)).toBeGreaterThan(length * 0.9);
    expect(sizeOf(value)).toBeLessThan(length * 1.1);
  });
});

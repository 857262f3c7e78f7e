import { describe, expect, it } from "vitest";
import { namedNodes, readStored, storingOnce } from "./stored-once";

const passages = [{ id: "p1", text: "The garage closes at eight." }];

describe("values of a run", () => {
  it("are stored once and read as each node had them", () => {
    const once = storingOnce();
    const found = once.outputs("search", { passages });
    const given = once.inputs({ question: "When?", passages });
    const handedOn = once.outputs("router", { sufficient: passages });
    expect(found).toEqual({ passages });
    expect(JSON.stringify([given, handedOn])).not.toContain("garage");
    expect(namedNodes(given)).toEqual(["search"]);
    const stored = JSON.parse(JSON.stringify({ given, handedOn })) as Record<string, unknown>;
    const outputsOf = (id: string) => (id === "search" ? found : undefined);
    expect(readStored(stored.given, outputsOf)).toEqual({ question: "When?", passages });
    expect(readStored(stored.handedOn, outputsOf)).toEqual({ sufficient: passages });
  });

  it("say that they are gone where the other node's were not kept", () => {
    const once = storingOnce();
    once.outputs("search", { passages });
    const given = once.inputs({ passages });
    for (const kept of [undefined, null, {}]) {
      expect(readStored(given, () => kept)).toEqual({ passages: { omitted: "too-large" } });
    }
  });

  it("that only look alike are each stored", () => {
    const once = storingOnce();
    once.outputs("search", { passages });
    expect(once.inputs({ passages: [...passages] })).toEqual({ passages });
  });
});

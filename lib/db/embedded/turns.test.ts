import { describe, expect, it } from "vitest";
import { Turns } from "./turns";

/** An engine that records what ran, and can be told that something was left open. */
function engine() {
  const state = { open: false, log: [] as string[] };
  const turns = new Turns<string>(() => state.open);
  const step =
    (name: string, open = false) =>
    async () => {
      state.log.push(name);
      await new Promise((resolve) => setImmediate(resolve));
      state.open = open;
    };
  return { state, turns, step };
}

describe("Turns", () => {
  it("runs one at a time, in the order they came", async () => {
    const { state, turns, step } = engine();
    await Promise.all([
      turns.take("a", step("a1")),
      turns.take("b", step("b1")),
      turns.take("a", step("a2")),
    ]);
    expect(state.log).toEqual(["a1", "b1", "a2"]);
    expect(turns.kept).toBeNull();
  });

  it("lets nobody in between while something is open", async () => {
    const { state, turns, step } = engine();
    const begun = turns.take("a", step("a-begin", true));
    const other = turns.take("b", step("b"));
    await begun;
    expect(turns.kept).toBe("a");
    await turns.take("a", step("a-write", true));
    await turns.take("a", step("a-commit", false));
    await other;
    expect(state.log).toEqual(["a-begin", "a-write", "a-commit", "b"]);
  });

  it("holds the engine on request although nothing is open", async () => {
    const { state, turns, step } = engine();
    await turns.take("a", step("a-half"), true);
    const other = turns.take("b", step("b"));
    await turns.take("a", step("a-rest"));
    await other;
    expect(state.log).toEqual(["a-half", "a-rest", "b"]);
  });

  it("cleans up after one that leaves, before the next one's turn", async () => {
    const { state, turns, step } = engine();
    await turns.take("a", step("a-begin", true));
    const other = turns.take("b", step("b"));
    await turns.leave("a", step("a-rollback", false));
    await other;
    expect(state.log).toEqual(["a-begin", "a-rollback", "b"]);
  });

  it("has nothing to clean up for one that kept nothing", async () => {
    const { state, turns, step } = engine();
    await turns.take("a", step("a"));
    await turns.leave("a", step("never"));
    expect(state.log).toEqual(["a"]);
  });

  it("goes on after work that failed, and tells only its own caller", async () => {
    const { state, turns, step } = engine();
    const failing = turns.take("a", () => Promise.reject(new Error("broken")), true);
    const other = turns.take("b", step("b"));
    await expect(failing).rejects.toThrow("broken");
    await other;
    expect(state.log).toEqual(["b"]);
    expect(turns.kept).toBeNull();
  });
});

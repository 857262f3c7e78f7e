import { describe, expect, it } from "vitest";
import { asTheyEnd } from "./as-they-end";

describe("asTheyEnd", () => {
  it("gives results in the order they come, never running more than allowed", async () => {
    const open: (() => void)[] = [];
    let most = 0;
    let running = 0;
    const task = (name: number) => async () => {
      most = Math.max(most, (running += 1));
      await new Promise<void>((resolve) => (open[name] = resolve));
      running -= 1;
      return name;
    };
    const results: number[] = [];
    const reading = (async () => {
      for await (const value of asTheyEnd([0, 1, 2, 3].map(task), 2)) results.push(value);
    })();
    for (const name of [1, 2, 0, 3]) {
      while (!open[name]) await Promise.resolve();
      open[name]();
      while (results.at(-1) !== name) await Promise.resolve();
    }
    await reading;
    expect(results).toEqual([1, 2, 0, 3]);
    expect(most).toBe(2);
  });

  it("ends with the first failure and starts nothing more", async () => {
    let started = 0;
    const fail = async () => {
      started += 1;
      throw new Error("failed in a test");
    };
    const all = asTheyEnd([fail, fail, fail, fail], 2);
    await expect(all.next()).rejects.toThrow("failed in a test");
    expect(started).toBe(2);
  });
});

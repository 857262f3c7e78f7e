import { describe, expect, it } from "vitest";
import { Keeper } from "./kept";

/** A storage as browsers have it; `closed` throws as they do where it is blocked or full. */
function storage({ closed = false } = {}): Storage & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  const open = () => {
    if (closed) throw new DOMException("The operation is insecure.", "SecurityError");
  };
  return {
    items,
    get length() {
      return items.size;
    },
    key: () => null,
    clear: () => {
      items.clear();
    },
    getItem: (key) => {
      open();
      return items.get(key) ?? null;
    },
    setItem: (key, value) => {
      open();
      items.set(key, value);
    },
    removeItem: (key) => {
      open();
      items.delete(key);
    },
  };
}

describe("Keeper", () => {
  it("keeps from page to page, each publication by itself", () => {
    const shared = storage();
    new Keeper("a", shared).write({ visitor: "one", open: true });
    new Keeper("a", shared).write({ open: false });
    expect(new Keeper("a", shared).read()).toEqual({ visitor: "one", open: false });
    expect(new Keeper("b", shared).read()).toEqual({});
    new Keeper("a", shared).clear();
    expect(shared.items.size).toBe(0);
  });

  it.each([
    ["closed", storage({ closed: true })],
    ["not there", null],
  ])("keeps in memory where storage is %s", (_name, none) => {
    const keeper = new Keeper("a", none);
    keeper.write({ visitor: "one" });
    expect(keeper.read()).toEqual({ visitor: "one" });
    keeper.clear();
    expect(keeper.read()).toEqual({});
  });

  it.each(["{", "7", "null", '"text"'])("takes %s for nothing", (value) => {
    const shared = storage();
    shared.items.set("a", value);
    expect(new Keeper("a", shared).read()).toEqual({});
  });
});

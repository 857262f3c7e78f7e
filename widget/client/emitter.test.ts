import { afterEach, expect, it } from "vitest";
import { Emitter } from "./emitter";

const reported: unknown[] = [];
// A browser's; Node has none.
Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
afterEach(() => reported.splice(0));

it("tells each listener until it stops", () => {
  const events = new Emitter();
  const seen: string[] = [];
  const stop = events.on("question", ({ question }) => seen.push(question));
  events.emit("question", { question: "one" });
  events.emit("open", undefined);
  stop();
  events.emit("question", { question: "two" });
  expect(seen).toEqual(["one"]);
});

it("goes on after a listener that throws, and reports it", () => {
  const events = new Emitter();
  const seen: string[] = [];
  const mistake = new Error("the page's own");
  events.on("open", () => {
    throw mistake;
  });
  events.on("open", () => seen.push("second"));
  events.emit("open", undefined);
  expect(seen).toEqual(["second"]);
  expect(reported).toEqual([mistake]);
});

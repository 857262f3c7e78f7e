import { expect, it } from "vitest";
import { textOf } from "./value-text";

it("names attached files, and tells nothing else of them", () => {
  const file = { id: "secret-id", name: "plan.pdf", mediaType: "application/pdf", size: 12 };
  expect(textOf([file, { ...file, name: "map.png" }])).toBe("plan.pdf\n\nmap.png");
});

it("takes data of no kind we know as JSON, and nothing as nothing", () => {
  expect(textOf({ name: "plan.pdf" })).toBe('{"name":"plan.pdf"}');
  expect(textOf(null)).toBe("");
});

import { expect, it } from "vitest";
import { documentFilterSchema } from "./document-filters";

const reads = (filter: unknown) => documentFilterSchema.safeParse(filter).success;

it.each([
  { field: "tag", operator: "is", values: ["policy", "travel"] },
  { field: "folder", operator: "is-not", values: ["archive/2019"] },
  { field: "source", operator: "is", values: ["source-1"] },
  { field: "language", operator: "is-not", values: ["de"] },
  { field: "updated", operator: "since", values: ["2026-01-31"] },
  { field: "updated", operator: "last-days", values: ["30"] },
])("reads $field $operator", (filter) => {
  expect(reads(filter)).toBe(true);
});

it.each([
  { field: "tag", operator: "is", values: [] },
  { field: "tag", operator: "is", values: [""] },
  { field: "tag", operator: "matches", values: ["x"] },
  { field: "name", operator: "is", values: ["x"] },
  { field: "updated", operator: "since", values: ["yesterday"] },
  { field: "updated", operator: "since", values: ["2026-02-31"] },
  { field: "updated", operator: "last-days", values: ["0"] },
  { field: "updated", operator: "last-days", values: ["40000"] },
  { field: "updated", operator: "is", values: ["2026-01-31"] },
])("does not read $field $operator $values", (filter) => {
  expect(reads(filter)).toBe(false);
});

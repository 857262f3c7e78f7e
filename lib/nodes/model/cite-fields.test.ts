import { expect, it } from "vitest";
import { leave, parking } from "@/lib/testing/passages";
import type { AnswerField, FieldValues } from "./answer-fields";
import { citeFields, provedValues } from "./cite-fields";

const field = (name: string, more: Partial<AnswerField> = {}): AnswerField => ({
  ...{ name, type: "text", description: "", required: false, choices: [], ...more },
});
const FORM = [
  field("days", { type: "number" }),
  field("who_gets_it"),
  field("urgent", { type: "yes-no" }),
  field("kept", { type: "list" }),
  field("planet"),
];
const VALUES: FieldValues = {
  days: 30,
  who_gets_it: "Full-time employees",
  urgent: true,
  kept: ["Bicycles in the basement", "Dragons in the attic"],
  planet: "Jupiter",
};
const passages = [leave, parking];

it("reads as lines, with each fact tied to its quote and nothing asked of what is judged", () => {
  const cited = citeFields(FORM, VALUES, passages);
  expect(cited.text.split("\n")).toEqual([
    "days: 30 [1]",
    "who gets it: Full-time employees [1]",
    "urgent: yes",
    "kept: Bicycles in the basement [2]",
    "kept: Dragons in the attic",
    "planet: Jupiter",
  ]);
  expect(cited.citations.map(({ passageId }) => passageId)).toEqual([leave.id, parking.id]);
  expect(cited.unsupported.map(({ start, end }) => cited.text.slice(start, end))).toEqual([
    "Dragons in the attic",
    "Jupiter",
  ]);
  expect(cited).toMatchObject({ facts: 5, statements: 5 });
});

it("leaves out what nothing backs, where only what is proved may go on", () => {
  expect(provedValues(FORM, VALUES, passages)).toEqual({
    ...VALUES,
    kept: ["Bicycles in the basement"],
    planet: null,
  });
});

it("gives nothing where that leaves out a field that has to be there", () => {
  const form = FORM.map((one) => ({ ...one, required: one.name === "planet" }));
  expect(provedValues(form, VALUES, passages)).toBeNull();
});

it("has nothing to say of empty fields", () => {
  const nothing = { days: null, who_gets_it: " ", urgent: null, kept: [], planet: "" };
  expect(citeFields(FORM, nothing, passages)).toMatchObject({ text: "", facts: 0, citations: [] });
});

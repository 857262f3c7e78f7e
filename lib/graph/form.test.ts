import { describe, expect, it } from "vitest";
import { formSettingProblems, readForm, type Form, type FormField } from "./form";

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  name,
  type: "text",
  label: "",
  help: "",
  required: false,
  choices: [],
  ...more,
});
const form: Form = {
  fields: [
    field("topic", { label: "What about", required: true }),
    field("country", { type: "choice", choices: ["Spain", "Norway", ""] }),
    field("days", { type: "number" }),
    field("urgent", { type: "yes-no" }),
    field("from", { type: "date" }),
  ],
  question: "",
};

describe("readForm", () => {
  it("takes values of their kind and text alike", () => {
    const typed = { topic: "Leave", country: "Spain", days: 12, urgent: true, from: "2031-02-28" };
    const written = { ...typed, topic: " Leave ", days: "12", urgent: "Yes" };
    const question = "What about: Leave\ncountry: Spain\ndays: 12\nurgent: yes\nfrom: 2031-02-28";
    expect(readForm(form, typed)).toEqual({ filled: { values: typed, question } });
    expect(readForm(form, written)).toEqual(readForm(form, typed));
  });

  it("leaves out what is empty, and asks the one thing that was said as it is", () => {
    const values = { topic: "Leave", country: null, days: null, urgent: null, from: null };
    expect(readForm(form, { topic: "Leave", days: "" })).toEqual({
      filled: { values, question: "Leave" },
    });
  });

  it("puts what was filled in into the question", () => {
    const question = "How is {topic} handled in {country}?";
    expect(readForm({ ...form, question }, { topic: "leave", country: "Norway" })).toMatchObject({
      filled: { question: "How is leave handled in Norway?" },
    });
    // What somebody types is no part of the wording.
    expect(readForm({ ...form, question }, { topic: "{country}" })).toMatchObject({
      filled: { question: "How is {country} handled in ?" },
    });
  });

  it.each([
    [{}, "topic", "missing"],
    [{ topic: "a", country: "France" }, "country", "choice"],
    [{ topic: "a", days: "many" }, "days", "number"],
    [{ topic: "a", urgent: "perhaps" }, "urgent", "yesno"],
    [{ topic: "a", from: "2031-02-30" }, "from", "date"],
    [{ topic: "a".repeat(501) }, "topic", "long"],
    [{ topic: ["a"] }, "topic", "text"],
    [{ topic: "a", graph: "{}" }, "graph", "unknown"],
    [{ topic: "a", constructor: "x" }, "constructor", "unknown"],
  ])("refuses %j", (given, name, code) => {
    expect(readForm(form, given)).toEqual({ problems: [{ field: name, code }] });
  });
});

describe("formSettingProblems", () => {
  it.each([
    [{ fields: [], question: "" }, "form-fields-none"],
    [{ fields: [field("2nd")], question: "" }, "form-field-name"],
    [{ fields: [field("a"), field("a")], question: "" }, "form-field-twice"],
    [{ fields: [field("a", { type: "choice" })], question: "" }, "form-field-choices"],
    [{ fields: [field("a")], question: "And {b}?" }, "form-question-unknown"],
  ])("%#", (wrong, code) => {
    expect(formSettingProblems(wrong)).toMatchObject([{ code }]);
  });

  it("finds nothing in a form that can be filled in", () => {
    expect(formSettingProblems({ ...form, question: "And {topic}?" })).toEqual([]);
  });
});

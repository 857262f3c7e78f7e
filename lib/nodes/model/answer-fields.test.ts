import { describe, expect, it } from "vitest";
import { fieldProblems, jsonSchemaOf, readForm, type AnswerField } from "./answer-fields";

const field = (name: string, more: Partial<AnswerField> = {}): AnswerField => ({
  ...{ name, type: "text", description: "", required: true, choices: [], ...more },
});
const FORM = [
  field("days", { type: "number", description: " Days of leave " }),
  field("who", { required: false }),
  field("kind", { type: "choice", choices: ["leave", " ", "parking", "leave"] }),
  field("urgent", { type: "yes-no" }),
  field("rules", { type: "list", required: false }),
];
const filled = { days: 30, who: null, kind: "leave", urgent: false, rules: ["a"] };
const reply = (values: object, answerable = true) => JSON.stringify({ answerable, values });

it("are a closed schema in which every key is required, for services that hold models to one", () => {
  expect(jsonSchemaOf(FORM)).toEqual({
    type: "object",
    properties: {
      answerable: { type: "boolean" },
      values: {
        type: "object",
        properties: {
          days: { type: "number", description: "Days of leave" },
          who: { type: ["string", "null"] },
          kind: { type: "string", enum: ["leave", "parking"] },
          urgent: { type: "boolean" },
          rules: { anyOf: [{ type: "array", items: { type: "string" } }, { type: "null" }] },
        },
        required: ["days", "who", "kind", "urgent", "rules"],
        additionalProperties: false,
      },
    },
    required: ["answerable", "values"],
    additionalProperties: false,
  });
});

describe("reading a reply", () => {
  it.each([
    ["alone", reply(filled)],
    ["in a fence, with words around it", `Here:\n\`\`\`json\n${reply(filled)}\n\`\`\`\nDone.`],
    ["with a value that nobody asked for", reply({ ...filled, more: 1 })],
    ["without what may be missing", reply({ ...filled, who: undefined })],
  ])("takes the object %s", (_, text) => {
    expect(readForm(text, FORM)).toEqual({ state: "filled", values: filled });
  });

  it("takes a no whatever the values are", () => {
    expect(readForm(reply({ days: "?" }, false), FORM)).toEqual({ state: "unanswerable" });
  });

  it.each([
    ["I can't do that.", ["the reply holds no JSON object"]],
    ['{"answerable": true, "values": ', ["the reply holds no JSON object"]],
    ["[1]", ["the reply holds no JSON object"]],
    ["{}", ["answerable: expected boolean", "values: expected object"]],
    [reply({ ...filled, days: "30" }), ["values.days: expected number"]],
    [reply({ ...filled, days: null }), ["values.days: expected number"]],
    [reply({ ...filled, kind: "other" }), ["values.kind: expected one of leave, parking"]],
    [reply({ ...filled, rules: [1] }), ["values.rules.0: expected string"]],
  ])("says what is wrong with %s", (text, problems) => {
    expect(readForm(text, FORM)).toEqual({ state: "unfit", problems });
  });

  it("reads a name as nothing but a name", () => {
    const odd = [field("constructor"), field("toString", { required: false })];
    const values = { constructor: "a", toString: "b" };
    expect(readForm(reply(values), odd)).toEqual({ state: "filled", values });
    expect(readForm(reply({}), odd)).toMatchObject({ state: "unfit" });
  });
});

it.each([
  [[], "model-fields-none"],
  [[field("two words")], "model-field-name"],
  [[field("")], "model-field-name"],
  [[field("1st")], "model-field-name"],
  [[field("a"), field("a")], "model-field-twice"],
  [[field("a", { type: "choice", choices: ["x", "x", ""] })], "model-field-choices"],
])("can't be asked for as %j", (fields, code) => {
  expect(fieldProblems(fields)).toMatchObject([{ field: "answerFields", code }]);
});

it("can be asked for otherwise", () => {
  expect(fieldProblems(FORM)).toEqual([]);
});

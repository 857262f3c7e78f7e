import { describe, expect, it } from "vitest";
import { outputsOf, partsOf } from "@/lib/graph/node-type";
import { checkParams } from "@/lib/graph/params";
import { model } from "./definition";

const missing = (params: Record<string, string>) =>
  checkParams({ params }, model).map(({ field, code }) => [field, code]);

describe("the model node's settings", () => {
  it("are complete as they come from the palette", () => {
    expect(missing({})).toEqual([]);
  });

  it("need the name of a model as well as a connection", () => {
    expect(missing({ connectionId: "connection-1", model: " " })).toEqual([
      ["model", "param-required"],
    ]);
    expect(missing({ connectionId: "connection-1", model: "gpt" })).toEqual([]);
  });
});

describe("a model node that fills in fields", () => {
  const field = { name: "days", type: "number", description: "", required: true, choices: [] };
  const params = { connectionId: "connection-1", model: "gpt", output: "fields" };
  const codes = (given: object) =>
    checkParams({ params: { ...params, answerFields: [field], ...given } }, model).map(
      ({ field: where, code }) => [where, code],
    );

  it("hands them on as data that can be mentioned by name", () => {
    const node = { params: { ...params, answerFields: [field] } };
    expect(Object.keys(outputsOf(node, model))).toEqual(["answer", "data"]);
    expect(partsOf(node, model, "data")).toEqual(["days"]);
    expect(Object.keys(outputsOf({ params: {} }, model))).toEqual(["answer"]);
  });

  it("needs fields, and models that write", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ answerFields: [] })).toEqual([["answerFields", "model-fields-none"]]);
    expect(codes({ connectionId: "built-in", model: "built-in" })).toEqual([
      ["connectionId", "model-fields-built-in"],
    ]);
    expect(codes({ fallbacks: [{ connectionId: "built-in", model: "built-in" }] })).toEqual([
      ["fallbacks", "model-fields-built-in"],
    ]);
  });
});

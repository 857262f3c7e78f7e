import { describe, expect, it } from "vitest";
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

import { describe, expect, it } from "vitest";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { modelsIn } from "./uses";

describe("modelsIn", () => {
  it("finds a model whatever it is used for, at any depth", () => {
    const params = {
      connectionId: "a",
      model: "m1",
      judgeConnectionId: "b",
      judgeModel: "m2",
      rerankConnectionId: null,
      rerankModel: "",
      fallbacks: [{ connectionId: "c", model: "m3" }],
    };
    expect(modelsIn(params)).toEqual([
      { connectionId: "a", model: "m1" },
      { connectionId: "b", model: "m2" },
      { connectionId: "c", model: "m3" },
    ]);
  });

  it("finds what each model control of the catalogue sets", () => {
    for (const definition of Object.values(nodeCatalog)) {
      for (const field of definition.fields) {
        if (field.control !== "model") continue;
        const params = { [field.key]: "c", [field.modelKey]: "m" };
        expect(modelsIn(params), definition.type).toEqual([{ connectionId: "c", model: "m" }]);
      }
    }
  });
});

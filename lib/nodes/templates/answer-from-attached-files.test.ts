import { expect, it } from "vitest";
import { validateGraph } from "@/lib/graph/validate";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { answerFromAttachedFiles } from "./answer-from-attached-files";

it("can be asked as it is", () => {
  expect(validateGraph(answerFromAttachedFiles(), nodeCatalog)).toEqual([]);
});

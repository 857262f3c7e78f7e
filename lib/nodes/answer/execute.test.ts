import { expect, it } from "vitest";
import type { Message } from "@/lib/graph/values";
import { leave } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { answerExecutor } from "./execute";

const citation = {
  number: 1,
  passageId: leave.id,
  documentId: leave.documentId,
  versionId: leave.versionId,
  documentName: leave.documentName,
  page: 3,
  quote: "30 days",
  start: 130,
  end: 137,
};
const answered: Message = {
  text: "You get 30 days [1]. See form [27].",
  outcome: "answered",
  citations: [citation],
  refusal: null,
};
const show = (showSources: boolean, answer: Message) =>
  answerExecutor.execute({ params: { showSources }, inputs: { answer }, ctx: testContext({}) });

it("hands the answer on with its sources", async () => {
  expect(await show(true, answered)).toEqual({ output: answered });
});

it("takes out sources and their marks, and only those", async () => {
  expect(await show(false, answered)).toEqual({
    output: {
      text: "You get 30 days. See form [27].",
      outcome: "answered",
      citations: [],
      refusal: null,
    },
  });
});

it("takes the nearest passages out of a refusal but not what was missing", async () => {
  const missing = { terms: ["gym"], entities: [], answerType: null };
  const refused: Message = {
    text: "Sorry.",
    outcome: "refused",
    citations: [],
    refusal: { missing, nearest: [leave] },
  };
  expect(await show(false, refused)).toMatchObject({
    output: { refusal: { missing, nearest: [] } },
  });
});

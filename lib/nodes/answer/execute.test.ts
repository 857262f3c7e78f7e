import { expect, it } from "vitest";
import type { Message } from "@/lib/graph/values";
import { leave } from "@/lib/testing/passages";
import { testContext, type TestContext } from "@/lib/testing/test-context";
import { answer as definition } from "./definition";
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
const show = (showSources: boolean, answer: Message, given: object = {}) => {
  const { ctx = testContext({}), ...more } = given as { ctx?: TestContext };
  const params = { ...definition.params.parse({}), showSources, ...more };
  return answerExecutor.execute({ params, inputs: { answer }, ctx });
};

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

it("leaves out what has no source when told to, and says so", async () => {
  const text = `${answered.text} It rains.`;
  const unsupported = [{ start: text.indexOf("It"), end: text.length }];
  const answer: Message = { ...answered, text, unsupported, statements: 3 };
  const ctx = testContext({});
  const { output } = await show(true, answer, { unproved: "drop", ctx });
  expect(output).toEqual({ ...answered, statements: 2 });
  const note = { code: "unproved", policy: "drop", statements: 3, unproved: 1 };
  expect(ctx.events).toEqual([{ type: "node.noted", note }]);
});

import { expect, it } from "vitest";
import { testContext } from "@/lib/testing/test-context";
import { formInput } from "./definition";
import { formInputExecutor } from "./execute";

const field = (name: string, type: "text" | "number" | "yes-no") => ({
  ...{ name, type, label: "", help: "", required: false, choices: [] },
});
const params = formInput.params.parse({
  fields: [field("topic", "text"), field("days", "number"), field("urgent", "yes-no")],
});
const attached = [{ id: "f1", name: "plan.txt", mediaType: "text/plain", size: 20 }];
const run = (form: Record<string, string | number | boolean | null> | null) =>
  formInputExecutor.execute({
    params,
    inputs: {},
    ctx: testContext({ question: "topic: Leave", form, attached }),
  });

it("gives each field through a port of its own", async () => {
  expect(await run({ topic: "Leave", days: 12, urgent: false })).toEqual({
    question: "topic: Leave",
    files: attached,
    field_topic: "Leave",
    field_days: 12,
    field_urgent: false,
  });
});

it("gives an empty text where nothing was filled in, and no number", async () => {
  expect(await run({ topic: null, days: null, urgent: null })).toEqual({
    question: "topic: Leave",
    files: attached,
    field_topic: "",
  });
});

it("gives nothing to a question of a chat", async () => {
  expect(await run(null)).toEqual({});
});

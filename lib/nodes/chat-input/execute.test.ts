import { expect, it } from "vitest";
import { testContext } from "@/lib/testing/test-context";
import { chatInputExecutor } from "./execute";

const conversation = [{ question: "How many days of leave do I get?", answer: "Thirty." }];
const attached = [{ id: "file-1", name: "Plan.pdf", mediaType: "application/pdf", size: 9 }];
const ask = (useConversation: boolean) =>
  chatInputExecutor.execute({
    params: { greeting: "", suggestions: [], useConversation },
    inputs: {},
    ctx: testContext({ question: " And for part-timers? ", conversation, attached }),
  });

it("reads a follow-up question together with the one before", async () => {
  expect(await ask(true)).toMatchObject({
    question: "How many days of leave do I get? And for part-timers?",
  });
});

it("takes the question as it is when told to", async () => {
  expect(await ask(false)).toMatchObject({ question: "And for part-timers?" });
});

it("hands on the files of the conversation", async () => {
  expect(await ask(true)).toMatchObject({ files: attached });
});

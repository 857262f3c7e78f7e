import { expect, it } from "vitest";
import { testContext } from "@/lib/testing/test-context";
import { chatInputExecutor } from "./execute";

const conversation = [{ question: "How many days of leave do I get?", answer: "Thirty." }];
const ask = (useConversation: boolean) =>
  chatInputExecutor.execute({
    params: { greeting: "", suggestions: [], useConversation },
    inputs: {},
    ctx: testContext({ question: " And for part-timers? ", conversation }),
  });

it("reads a follow-up question together with the one before", async () => {
  expect(await ask(true)).toEqual({
    question: "How many days of leave do I get? And for part-timers?",
  });
});

it("takes the question as it is when told to", async () => {
  expect(await ask(false)).toEqual({ question: "And for part-timers?" });
});

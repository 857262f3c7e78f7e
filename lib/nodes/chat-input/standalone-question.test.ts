import { describe, expect, it } from "vitest";
import { standaloneQuestion } from "./standalone-question";

const leave = "How many days of leave do I get?";
const after = (...questions: string[]) => questions.map((question) => ({ question, answer: "…" }));

describe("standaloneQuestion", () => {
  it.each([
    "And for part-timers?",
    "What about contractors in Spain?",
    "Why?",
    "part-timers?",
    "Can they be carried over to next year?",
    "Does it expire at some point in time?",
    "Who has to approve that?",
    "Is this paid out when I leave the company?",
    "und wie ist es für Teilzeitkräfte geregelt?",
  ])("reads “%s” together with the question before", (question) => {
    expect(standaloneQuestion(question, after(leave))).toBe(`${leave} ${question}`);
  });

  it.each([
    "What is the dress code in the office?",
    "Who do I call when the IT help desk is closed?",
    "Is it possible to work from abroad for a month?",
    "Which laptops does IT hand out to new people?",
    "What does this handbook say about parking?",
    "Is there a gym in the Berlin office?",
    "Gibt es ein Fitnessstudio im Haus?",
  ])("leaves “%s” alone", (question) => {
    expect(standaloneQuestion(question, after(leave))).toBe(question);
  });

  it("goes further back when the question before leaned on an earlier one too", () => {
    const question = "And can they save them up?";
    expect(
      standaloneQuestion(question, after("Is there a gym?", leave, "And for part-timers?")),
    ).toBe(`${leave} And for part-timers? ${question}`);
  });

  it("has nothing to add to the first question", () => {
    expect(standaloneQuestion("  And for part-timers? ", [])).toBe("And for part-timers?");
  });
});

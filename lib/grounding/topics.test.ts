import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestTopic, scoreTopics, type Topic } from "./topics";

const topics: Topic[] = [
  {
    name: "Leave and absence",
    description: "Annual leave, sick leave, parental leave, holidays.",
    examples: ["How many days of annual leave do I have?", "Who do I tell when I'm ill?"],
  },
  {
    name: "Computers and accounts",
    description: "Laptops, passwords, VPN, e-mail, software.",
    examples: ["I forgot my password", "How do I connect to the VPN from home?"],
  },
  {
    name: "Orders and returns",
    description: "Prices, delivery, refunds and returns of grinders.",
    examples: ["Where is my order?", "Can I send a grinder back?"],
  },
];
const NEARNESS = 0.3;
const topicOf = (question: string) => {
  const index = nearestTopic(scoreTopics(question, topics), NEARNESS);
  return index === null ? null : topics[index]?.name;
};

describe("a question", () => {
  it.each([
    ["How much parental leave is there?", "Leave and absence"],
    ["am i paid while sick", "Leave and absence"],
    ["How do I reset my password?", "Computers and accounts"],
    ["The VPN drops all the time", "Computers and accounts"],
    ["How long does delivery take?", "Orders and returns"],
    ["I'd like a refund for my order", "Orders and returns"],
    ["Who won the football world cup in 1998?", null],
    ["What is the capital of Iceland?", null],
    ["", null],
  ])("%j belongs to %s", (question, topic) => {
    expect(topicOf(question)).toBe(topic);
  });

  it("that is an example belongs to its topic", () => {
    for (const { name, examples } of topics) {
      for (const example of examples) expect(topicOf(example)).toBe(name);
    }
  });

  it("counts words that all topics use for little", () => {
    const shared = ["Billing", "Repairs", "Travel"].map((name) => ({
      name,
      description: `Questions about ${name} at Tamberlin.`,
      examples: [],
    }));
    const scores = scoreTopics("Who sends the repairs at Tamberlin?", shared);
    expect(nearestTopic(scores, 0)).toBe(1);
    expect(scores[0]).toBeLessThan(scores[1] ?? 0);
  });

  it("comes out between 0 and 1 for whatever text", () => {
    fc.assert(
      fc.property(fc.string(), (question) => {
        for (const score of scoreTopics(question, topics)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

it("belongs to none when there is no topic", () => {
  expect(nearestTopic(scoreTopics("Hello?", []), 0)).toBeNull();
});

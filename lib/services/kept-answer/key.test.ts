import { describe, expect, it } from "vitest";
import type { ModelRequest } from "@/lib/nodes/_contract/context";
import { buildPrompt } from "@/lib/nodes/model/prompt";
import { leave, parking } from "@/lib/testing/passages";
import { keyOf, sameQuestion } from "./key";

const place = { workspaceId: "workspace-1", snapshotId: "snapshot-1" };

interface Asked extends Partial<ModelRequest> {
  question?: string;
  passages?: (typeof leave)[];
  instructions?: string;
}
function key({ question = "When does it close?", passages = [parking, leave], ...rest }: Asked) {
  const { instructions = "", ...request } = rest;
  return keyOf(place, {
    model: { connectionId: "connection-1", model: "m" },
    messages: buildPrompt({ question, passages, instructions }),
    grounding: { question, passages },
    temperature: 0,
    maxOutputTokens: 500,
    signal: new AbortController().signal,
    ...request,
  });
}

describe("the key of a kept answer", () => {
  it.each(["when does it  close", " When does it close ?!", "WHEN DOES\nIT CLOSE…"])(
    "is that of the same question: %j",
    (question) => {
      expect(key({ question })).toBe(key({}));
    },
  );

  it.each<[string, Asked]>([
    ["question", { question: "When does it open?" }],
    ["model", { model: { connectionId: "connection-1", model: "other" } }],
    ["connection", { model: { connectionId: "connection-2", model: "m" } }],
    ["temperature", { temperature: 1 }],
    ["thought", { reasoningEffort: "high" }],
    ["length", { maxOutputTokens: 501 }],
    ["instructions", { instructions: "Be brief." }],
    ["number of passages", { passages: [parking] }],
    ["order of passages", { passages: [leave, parking] }],
    ["text of a passage", { passages: [parking, { ...leave, textHash: "another" }] }],
  ])("is another with another %s", (_, asked) => {
    expect(key(asked)).not.toBe(key({}));
  });

  it("is another in another workspace, and in another version of the workflow", () => {
    const passages = [parking];
    const request = {
      model: { connectionId: "c", model: "m" },
      messages: [],
      grounding: { question: "?", passages },
      signal: new AbortController().signal,
    };
    const keys = [place, { ...place, workspaceId: "2" }, { ...place, snapshotId: "2" }].map((at) =>
      keyOf(at, request),
    );
    expect(new Set(keys).size).toBe(3);
  });

  it("is none without passages, without a question, and with a passage of somebody's own file", () => {
    expect(key({ passages: [] })).toBeNull();
    expect(key({ passages: [parking, { ...leave, attached: true }] })).toBeNull();
    const { signal } = new AbortController();
    const bare = { model: { connectionId: "c", model: "m" }, messages: [], signal };
    expect(keyOf(place, bare)).toBeNull();
  });
});

it("takes the mark at the end of a question for nothing, and no other", () => {
  expect(sameQuestion("Ist  das ＯＫ？")).toBe("ist das ok");
  expect(sameQuestion("C++ or C?")).toBe("c++ or c");
});

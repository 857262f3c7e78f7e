import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { WorkspaceProvider, type CurrentWorkspace } from "@/components/shell/workspace-context";
import { renderWithMessages } from "@/components/testing/render";
import { ChunkingFields } from "./chunking-fields";
import { draftOf, readDraft } from "./chunking-form";
import { FoundPassage } from "./found-passage";
import { SearchVerdict } from "./search-verdict";
import { AskedAgain, type StillAnswerable } from "./still-answerable";
import type { SearchResult } from "./store-search";

const workspace = { slug: "acme", permissions: [] } as unknown as CurrentWorkspace;
const show = (children: React.ReactNode) =>
  renderWithMessages(<WorkspaceProvider workspace={workspace}>{children}</WorkspaceProvider>);

const text = "The lifts stop at midnight. They are serviced on Tuesdays.";
const found: SearchResult["passages"][number] = {
  ...{ id: "p", documentId: "d", versionId: "v", documentName: "lifts.md" },
  ...{ page: 3, headings: ["Lifts"], start: 100, end: 100 + text.length, text, textHash: "" },
  scores: { keyword: 5.321, vector: null, fused: 0.04762, rerank: null },
  matches: [{ start: 4, end: 9 }],
};

describe("a found passage", () => {
  it("marks the words that matched, says why, and links to its place", () => {
    const decision = { score: 0.8, without: 0.1, thresholds: [0.5] };
    const { container } = show(<FoundPassage passage={found} decision={decision} />);
    expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
      "lifts",
    ]);
    expect(container.textContent).toContain(text);
    const told = "Without it the router would be 10 % sure instead of 80 %.";
    expect(container.textContent).toContain(told);
    expect(screen.getByRole("link").getAttribute("href")).toBe(
      `/acme/knowledge/documents/d?start=100&end=${String(100 + text.length)}&version=v`,
    );
  });

  it("shows the small passage that was found, and says how much is read", () => {
    const match = { start: 100, end: 127 };
    const { container } = show(<FoundPassage passage={{ ...found, match }} />);
    expect(container.textContent).toContain("The lifts stop at midnight.");
    expect(container.textContent).not.toContain("Tuesdays");
    expect(container.textContent).toContain(`${String(text.length)} characters`);
    expect(screen.getByRole("link").getAttribute("href")).toContain("start=100&end=127");
  });

  it("says who wrote it where that isn't the document", () => {
    const correction = { id: "c", kind: "edit" as const, by: "Ada" };
    const { container } = show(<FoundPassage passage={{ ...found, correction }} />);
    expect(container.textContent).toContain("Written by Ada in place of");
    expect(screen.getByRole("link").getAttribute("href")).toBe("/acme/knowledge/documents/d");
  });
});

describe("the verdict of a search", () => {
  const verdict: SearchResult["verdict"] = {
    ...{ score: 0.62, threshold: 0.5, sufficient: true },
    reasons: [{ code: "terms-missing", terms: ["whale", "weight"] }],
    missing: { terms: [], entities: [], answerType: null },
  };
  const result = { passages: [], words: [{ word: "whale", found: false }], verdict, weights: [] };

  it("stands beside what each workflow asks for", () => {
    const usedBy = [
      { id: "1", name: "Support", thresholds: [0.6] },
      { id: "2", name: "Legal", thresholds: [0.9] },
    ];
    show(<SearchVerdict result={result} usedBy={usedBy} />);
    expect(screen.getByText(/62 % sure/)).toBeDefined();
    expect(screen.getByText("Support asks for 60 %: answered")).toBeDefined();
    expect(screen.getByText("Legal asks for 90 %: refused")).toBeDefined();
    expect(screen.getByText("Nothing says anything about “whale” and “weight”.")).toBeDefined();
    expect(screen.getByText(/in none of the passages/)).toBeDefined();
  });

  it("stands beside the usual threshold while nothing uses the store", () => {
    show(<SearchVerdict result={result} usedBy={[]} />);
    expect(screen.getByText("A new workflow asks for 50 %: answered")).toBeDefined();
  });
});

describe("questions asked again", () => {
  const question: StillAnswerable = {
    ...{ question: "How long?", workflowId: "w", workflowName: "Support" },
    askedAt: new Date("2026-01-01"),
    ...{ answerable: false, score: 0.12, threshold: 0.5, from: [] },
  };

  it("say of each whether it is refused, and from what it is still answered", () => {
    const still = {
      ...question,
      ...{ question: "How much?", answerable: true, score: 0.9 },
      from: [{ documentId: "d2", documentName: "prices.csv" }],
    };
    const untold = {
      ...question,
      question: "Who?",
      answerable: null,
      score: null,
      threshold: null,
    };
    show(<AskedAgain questions={[question, still, untold]} />);
    expect(screen.getByRole("status").textContent).toBe(
      "3 questions were answered from it. 1 is refused now; 1 is still answered from other documents.",
    );
    const [refused, answered, unknown] = screen.getAllByRole("listitem");
    expect(refused?.textContent).toContain("Refused now");
    expect(refused?.textContent).toContain("12 % sure, 50 % asked for");
    expect(unknown?.textContent).toContain("no router");
    if (!answered) throw new Error("not there");
    expect(answered.textContent).toContain("Still answered");
    const link = within(answered).getByRole("link", { name: "prices.csv" });
    expect(link.getAttribute("href")).toBe("/acme/knowledge/documents/d2");
  });

  it("say so when nothing was ever answered from it", () => {
    show(<AskedAgain questions={[]} />);
    expect(screen.getByText(/No question was ever answered/)).toBeDefined();
  });
});

describe("the settings of a chunking", () => {
  function Form() {
    const [draft, setDraft] = useState(() =>
      draftOf({ strategy: "sentences", unit: "tokens", size: 256, overlap: 40 }),
    );
    const read = readDraft(draft);
    const problems = "problems" in read ? read.problems : {};
    return <ChunkingFields draft={draft} problems={problems} onChange={setDraft} />;
  }

  it("show words beside tokens, and what is wrong with a number", async () => {
    const { user } = show(<Form />);
    expect(screen.getByText("tokens, about 190 words")).toBeDefined();
    const size = screen.getByLabelText("Passage, at most");
    await user.clear(size);
    await user.type(size, "30");
    expect(screen.getByRole("alert").textContent).toBe("Must be less than the passage.");
    await user.clear(size);
    await user.type(size, "5");
    expect(screen.getByRole("alert").textContent).toBe("A whole number from 8 to 4,000.");
    await user.click(screen.getByRole("button", { name: "Use the default" }));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.queryByRole("button", { name: "Use the default" })).toBeNull();
  });
});

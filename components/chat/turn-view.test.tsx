import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { IDLE_RUN, type RunState } from "@/lib/graph/run-state";
import type { Citation, Message, Passage } from "@/lib/graph/values";
import { MessagesProvider, MessagesScope } from "@/lib/i18n/provider";
import { editorMessages } from "@/lib/i18n/scopes/editor";
import { TurnView } from "./turn-view";

const where = {
  documentId: "d",
  versionId: "v",
  documentName: "handbook.pdf",
  page: 5,
  start: 10,
  end: 30,
};
const citation: Citation = { ...where, number: 1, passageId: "p", quote: "26 days a year" };
const nearest: Passage = {
  ...where,
  id: "p",
  headings: [],
  text: "Football table in the canteen.",
  textHash: "",
  scores: { vector: null, keyword: null, fused: 0, rerank: null },
};

function show(run: Partial<RunState>, error: unknown = null) {
  const onOpen = vi.fn();
  const onRetry = vi.fn();
  const onAsk = vi.fn();
  const turn = { key: "t", question: "How many?", run: { ...IDLE_RUN, ...run }, error };
  render(
    <MessagesProvider>
      <MessagesScope messages={editorMessages}>
        <TurnView turn={turn} onOpen={onOpen} onRetry={onRetry} onAsk={onAsk} />
      </MessagesScope>
    </MessagesProvider>,
  );
  return { onOpen, onRetry, onAsk, user: userEvent.setup() };
}

describe("a turn", () => {
  it("shows an answer with a chip in the text and its source below; both open the quote", async () => {
    const output: Message = {
      text: "You get 26 days [1].",
      outcome: "answered",
      citations: [citation],
      refusal: null,
    };
    const { onOpen, user } = show({
      status: "finished",
      output,
      answerText: output.text,
      citations: output.citations,
    });
    await user.click(screen.getByRole("button", { name: "Source 1: handbook.pdf, page 5" }));
    await user.click(screen.getByText("26 days a year"));
    expect(onOpen.mock.calls).toEqual([[citation], [citation]]);
    expect(screen.queryByText(/\[1\]/)).toBeNull();
  });

  it("shows a refusal with what was missing, and the nearest passages never as sources", async () => {
    const missing = {
      terms: ["football", "1998"],
      entities: ["1998"],
      answerType: "person",
    } as const;
    const output: Message = {
      text: "I don't have that.",
      outcome: "refused",
      citations: [],
      refusal: {
        missing: { ...missing, terms: [...missing.terms], entities: ["1998"] },
        nearest: [nearest],
      },
    };
    const { onOpen, user } = show({ status: "finished", output, answerText: output.text });
    expect(screen.getByRole("group", { name: "Not in the documents" })).toBeTruthy();
    expect(screen.getByText("Not mentioned: 1998")).toBeTruthy();
    expect(screen.getByText("Nothing found about: football")).toBeTruthy();
    expect(screen.getByText("No passage names the person asked for.")).toBeTruthy();
    expect(screen.queryByRole("group", { name: "Sources" })).toBeNull();
    await user.click(screen.getByText("Football table in the canteen."));
    expect(onOpen).toHaveBeenCalledWith(nearest);
  });

  it("helps on after a refusal: something to ask instead, someone to turn to", async () => {
    const refusal = {
      missing: { terms: [], entities: [], answerType: null },
      nearest: [],
      subjects: ["Parking"],
      handOver: { label: "Ask HR", href: "mailto:hr@example.com" },
    };
    const output: Message = { text: "No.", outcome: "refused", citations: [], refusal };
    const { onAsk, user } = show({ status: "finished", output, answerText: output.text });
    expect(screen.getByRole("link", { name: "Ask HR" }).getAttribute("href")).toBe(
      "mailto:hr@example.com",
    );
    const question = "What do the documents say about Parking?";
    await user.click(screen.getByRole("button", { name: question }));
    expect(onAsk).toHaveBeenCalledWith(question);
  });

  it("says what went wrong and asks again", async () => {
    const error = { code: "client.offline", params: {}, nodeId: null };
    const { onRetry, user } = show({ status: "failed", error });
    expect(screen.getByText("Groundwork could not be reached.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it("says how much of the attached files it could draw on", () => {
    const use = { fileId: "f", name: "report.pdf", used: 14, total: 212, whole: false };
    const whole = { fileId: "g", name: "plan.txt", used: 3, total: 3, whole: true };
    const files = [use, whole];
    const output: Message = { text: "Two.", outcome: "answered", citations: [], refusal: null };
    show({ status: "finished", answerText: "Two.", output, files });
    expect(screen.getByText("Used 14 of 212 passages of report.pdf")).toBeTruthy();
    expect(screen.getByText("Read plan.txt whole")).toBeTruthy();
  });

  it("says that an answer went with the file it was made from", () => {
    const gone = { text: "", outcome: "answered", refusal: null, withdrawn: true } as const;
    show({ status: "finished", output: { ...gone, citations: [] } });
    expect(screen.getByText(/has been removed since/)).toBeTruthy();
  });

  it("says whether it's reading, looking, writing or waiting", () => {
    show({ status: "running", reading: ["plan.txt", "report.pdf"] });
    expect(screen.getByText("Reading plan.txt and report.pdf…")).toBeTruthy();
    show({ status: "running" });
    expect(screen.getByText("Looking…")).toBeTruthy();
    show({ status: "running", answerText: "Two" });
    expect(screen.getByText("Writing…")).toBeTruthy();
    show({ status: "waiting" });
    expect(screen.getByText(/Trying again/)).toBeTruthy();
  });

  it("sets general knowledge apart from everything that has a source", () => {
    const missing = { terms: [], entities: [], answerType: null };
    const output: Message = {
      text: "Not in my documents.",
      outcome: "refused",
      citations: [],
      refusal: { missing, nearest: [], general: "Usually **9** to 5 [1]." },
    };
    show({ status: "finished", answerText: output.text, output });
    const general = screen.getByRole("group", {
      name: "General knowledge, not from the documents",
    });
    expect(general.textContent).toContain("Usually **9** to 5 [1].");
    expect(general.textContent).toContain("without a source");
    expect(general.querySelector("button, a, [data-citation]")).toBeNull();
    expect(screen.queryByRole("group", { name: "Sources" })).toBeNull();
  });
});

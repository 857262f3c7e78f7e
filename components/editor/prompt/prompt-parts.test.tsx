import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { PromptParts, type Prompt } from "./prompt-parts";

const prompt: Prompt = {
  missing: null,
  asked: true,
  parts: [
    { kind: "rules", text: "Use the passages.", tokens: 200 },
    { kind: "passages", text: "===== PASSAGE [1]", tokens: 1 },
  ],
  window: 8000,
  answer: 1000,
  passages: { sent: 1, total: 4 },
};

describe("PromptParts", () => {
  it("shows each part with its tokens, their sum and what is left out", () => {
    renderWithMessages(<PromptParts prompt={prompt} />);
    const rules = screen.getByRole("region", { name: "Fixed rules" });
    expect(rules.textContent).toBe("Fixed rules200 tokensUse the passages.");
    expect(screen.getByRole("region", { name: "Passages found" }).textContent).toContain("1 token");
    expect(screen.getByText(/About 201 of 8,000 tokens/).textContent).toContain("1,000 more");
    expect(screen.getByText(/3 of 4 passages don't fit/)).toBeDefined();
  });

  it("says nothing of left out passages where all fit", () => {
    renderWithMessages(<PromptParts prompt={{ ...prompt, passages: { sent: 4, total: 4 } }} />);
    expect(screen.queryByText(/don't fit/)).toBeNull();
  });
});

import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { NameDialog } from "./name-dialog";

const title = "Rename source";

function show(initial?: string) {
  const given: string[] = [];
  const { user } = renderWithMessages(
    <NameDialog
      open
      onOpenChange={() => undefined}
      title={title}
      initial={initial}
      submitLabel="Rename"
      onSubmit={(name) => given.push(name)}
    />,
  );
  return { user, given };
}

describe("NameDialog", () => {
  it("starts in the name, selected, and gives the new one trimmed", async () => {
    const { user, given } = show("Old");
    const input = screen.getByLabelText("Name");
    expect(document.activeElement).toBe(input);
    await user.type(input, "  New one  ", { initialSelectionStart: 0, initialSelectionEnd: 3 });
    await user.keyboard("{Enter}");
    expect(given).toEqual(["New one"]);
  });

  it("asks for a name instead of taking none", async () => {
    const { user, given } = show();
    await user.type(screen.getByLabelText("Name"), "   {Enter}");
    expect(given).toEqual([]);
    expect(screen.getByRole("alert").textContent).toBe("Give it a name.");
  });
});

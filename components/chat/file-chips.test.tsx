import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { MessagesProvider, MessagesScope } from "@/lib/i18n/provider";
import { editorMessages } from "@/lib/i18n/scopes/editor";
import type { Attachments } from "./attachments";
import { Composer } from "./composer";

function show(files: Attachments["files"]) {
  const attachments = { files, attach: vi.fn(), remove: vi.fn() };
  const { container } = render(
    <MessagesProvider>
      <MessagesScope messages={editorMessages}>
        <Composer
          busy={false}
          disabled={false}
          onAsk={vi.fn()}
          onStop={vi.fn()}
          attachments={attachments}
        />
      </MessagesScope>
    </MessagesProvider>,
  );
  return { attachments, container, user: userEvent.setup() };
}

it("hands on the files that were chosen", async () => {
  const { attachments, container, user } = show([]);
  expect(screen.queryByRole("list", { name: "Files of this conversation" })).toBeNull();
  const input = container.querySelector<HTMLInputElement>("input[data-attach]");
  if (!input) throw new Error("no input");
  const file = new File(["text"], "plan.txt");
  await user.upload(input, file);
  expect(attachments.attach).toHaveBeenCalledWith([file]);
});

it("says of each file how far it is, why it failed, and takes it away", async () => {
  const error = { code: "conversation-file.too-many", params: { limit: 10 } };
  const { attachments, user } = show([
    { key: "a", name: "plan.pdf", state: "reading", error: null },
    { key: "b", name: "more.pdf", state: "failed", error },
  ]);
  expect(screen.getByText("Reading…")).toBeTruthy();
  expect(screen.getByText("A conversation holds at most 10 files.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Remove more.pdf" }));
  expect(attachments.remove).toHaveBeenCalledWith("b");
});

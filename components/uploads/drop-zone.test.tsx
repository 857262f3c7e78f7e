import { act } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, it, vi } from "vitest";
import { en } from "@/lib/i18n/messages/en";
import { DropZone } from "./drop-zone";
import type { ChosenFile } from "./choose-files";

function fileList(...files: File[]): FileList {
  return Object.assign(files, { item: (at: number) => files[at] ?? null });
}

it("takes a file that was chosen before the page's code was there", async () => {
  const onFiles = vi.fn<(files: readonly ChosenFile[]) => void>();
  const zone = (
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      <DropZone onFiles={onFiles} compact={false} />
    </IntlProvider>
  );
  const page = document.createElement("div");
  document.body.append(page);
  page.innerHTML = renderToString(zone);
  const input = page.querySelector("input");
  if (!input) throw new Error("no input in the server's markup");
  const file = new File(["text"], "early.md");
  Object.defineProperty(file, "webkitRelativePath", { value: "" });
  Object.defineProperty(input, "files", { value: fileList(file) });
  await act(async () => {
    hydrateRoot(page, zone);
  });
  await vi.waitFor(() => expect(onFiles).toHaveBeenCalledOnce());
  expect(onFiles.mock.calls[0]?.[0]).toMatchObject([{ file: { name: "early.md" }, problem: null }]);
});

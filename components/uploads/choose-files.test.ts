import { describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "@/lib/knowledge/files/limits";
import { filesOf } from "./choose-files";

function file(path: string, content: BlobPart = "text"): File {
  const made = new File([content], path.split("/").at(-1) ?? "");
  Object.defineProperty(made, "webkitRelativePath", { value: path.includes("/") ? path : "" });
  return made;
}

/** What a file dialog gives. */
async function chosen(...files: File[]) {
  const input = document.createElement("input");
  Object.defineProperty(input, "files", { value: files });
  const event = new Event("change");
  input.dispatchEvent(event);
  const all = await filesOf(event, () => undefined);
  return all.map(({ file: { name }, folder, problem }) => [name, folder, problem?.code ?? null]);
}

describe("the chosen files", () => {
  it("keep their folders, and leave out what systems hide in them", async () => {
    expect(
      await chosen(
        file("a.md"),
        file("HR/2027/b.pdf"),
        file("HR/.DS_Store"),
        file("HR/.git/config"),
        file("HR/Thumbs.db"),
      ),
    ).toEqual([
      ["a.md", "", null],
      ["b.pdf", "HR/2027", null],
    ]);
  });

  it("are looked into where the ending doesn't tell", async () => {
    const huge = file("huge.pdf");
    Object.defineProperty(huge, "size", { value: MAX_FILE_BYTES + 1 });
    expect(
      await chosen(
        file("empty.txt", ""),
        file("notes.unknown"),
        file("setup.exe", Uint8Array.of(77, 90, 144, 0)),
        huge,
      ),
    ).toEqual([
      ["empty.txt", "", "document.empty"],
      ["notes.unknown", "", null],
      ["setup.exe", "", "ingestion.unsupported"],
      ["huge.pdf", "", "client.file-too-large"],
    ]);
  });
});

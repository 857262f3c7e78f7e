import { describe, expect, it } from "vitest";
import { GET } from "./[folder]/[file]/route";

const get = (folder: string, file: string) =>
  GET(new Request("http://localhost/"), { params: Promise.resolve({ folder, file }) });

describe("the files pdfjs asks for", () => {
  it.each([
    ["cmaps", "UniGB-UCS2-H.bcmap", "application/octet-stream"],
    ["standard_fonts", "LiberationSans-Bold.ttf", "application/octet-stream"],
    ["wasm", "openjpeg.wasm", "application/wasm"],
  ])("come from the package: %s/%s", async (folder, file, type) => {
    const response = await get(folder, file);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  it.each([
    ["build", "pdf.mjs"],
    ["..", "package.json"],
    ["cmaps", "../package.json"],
    ["cmaps", "..%2fpackage.json"],
    ["wasm", "none.wasm"],
    ["constructor", "x.js"],
  ])("are no way to any other: %s/%s", async (folder, file) => {
    expect((await get(folder, file)).status).toBe(404);
  });
});

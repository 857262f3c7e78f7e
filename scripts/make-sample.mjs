/**
 * Writes the sample workspace's documents from their plain-text sources:
 *
 *   node scripts/make-sample.mjs
 *
 * Sources: prisma/seed/sample/source. Output (committed): prisma/seed/sample/documents.
 * The same sources give the same bytes, whatever the clock says.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { renderDocx } from "../prisma/seed/sample/render/docx.mjs";
import { renderHtml } from "../prisma/seed/sample/render/html.mjs";
import { renderPdf } from "../prisma/seed/sample/render/pdf.mjs";
import { parseSource } from "../prisma/seed/sample/render/source.mjs";

export const SAMPLE_DIRECTORY = path.join(import.meta.dirname, "../prisma/seed/sample");

const renderers = {
  ".pdf": (text) => renderPdf(parseSource(text)),
  ".docx": (text) => renderDocx(parseSource(text)),
  ".html": (text) => renderHtml(parseSource(text)),
  ".md": (text) => renderMarkdown(parseSource(text)),
  ".csv": (text) => text,
  ".txt": (text) => text,
};

const renderMarkdown = ({ meta, body }) =>
  `# ${meta.title}\n\n${meta.subtitle}. ${meta.owner}, ${meta.version}. ${meta.valid}.\n\n${body}`;

/** @returns {Promise<{ file: string, source: string, title: string, mimeType: string }[]>} */
export async function readDocumentList() {
  return JSON.parse(await readFile(path.join(SAMPLE_DIRECTORY, "documents.json"), "utf8"));
}

/**
 * @param {{ file: string, source: string }} document
 * @returns {Promise<Buffer>} the document's bytes, made anew from its source
 */
export async function renderDocument({ file, source }) {
  const text = await readFile(path.join(SAMPLE_DIRECTORY, "source", source), "utf8");
  return Buffer.from(await renderers[path.extname(file)](text));
}

async function main() {
  const folder = path.join(SAMPLE_DIRECTORY, "documents");
  await mkdir(folder, { recursive: true });
  for (const document of await readDocumentList()) {
    const bytes = await renderDocument(document);
    await writeFile(path.join(folder, document.file), bytes);
    console.log(`${document.file}  ${Math.ceil(bytes.length / 1024)} kB`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();

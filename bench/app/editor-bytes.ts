import { gzipSync } from "node:zlib";
import { report } from "../report";
import type { Session } from "./session";

/**
 * Bytes of JavaScript that the editor's page names: its script tags and the chunks of the components in it. Chunks that
 * it loads later, on demand, are not among them.
 */
export async function measureEditorBytes(session: Session, workflowId: string): Promise<void> {
  const html = await (await session.fetch(`/${session.workspace}/workflows/${workflowId}`)).text();
  const files = scriptsOf(html);
  if (files.length === 0) throw new Error("The editor's page names no scripts.");
  let raw = 0;
  let gzip = 0;
  for (const file of files) {
    const bytes = Buffer.from(await (await session.fetch(file)).arrayBuffer());
    raw += bytes.length;
    gzip += gzipSync(bytes).length;
  }
  report({ bench: "editor-bytes", value: gzip, unit: "bytes gzip", raw, files: files.length });
}

/** Paths of the scripts that a page of Next names, in tags and in its data, each once. */
export function scriptsOf(html: string): string[] {
  const modern = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, "");
  const paths = modern.matchAll(/\/?(_next\/)?static\/chunks\/[\w./~()[\]%@-]+?\.js/g);
  return [...new Set([...paths].map(([path]) => `/_next/${path.replace(/^\/?(_next\/)?/, "")}`))];
}

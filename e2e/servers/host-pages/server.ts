import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { listen } from "../listen";

export interface HostPages {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Somebody else's site, on an origin of its own: pages as shops, blogs and single-page apps have them, with a script tag
 * for each publication in the query (`?publication=a&publication=b`). `chat` is where the script comes from.
 */
export async function serveHostPages(chat: string): Promise<HostPages> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://host");
    const name = /^\/(shop|blog|strict|app)(?:\/|$)/.exec(pathname)?.[1];
    if (name === undefined) {
      response.writeHead(404).end();
      return;
    }
    const scripts = searchParams
      .getAll("publication")
      .map(
        (publication) =>
          `<script src="${chat}/widget/v1.js" data-publication="${publication}" async></script>`,
      );
    void readFile(path.join(import.meta.dirname, "pages", `${name}.html`), "utf8").then((html) => {
      response.writeHead(200, {
        "Content-Type": "text/html; charset=utf-8",
        ...(name === "strict" && { "Content-Security-Policy": strictPolicy(chat) }),
      });
      response.end(html.replace("<!-- chat -->", scripts.join("\n")));
    });
  });
  const { port, close } = await listen(server);
  return { origin: `http://127.0.0.1:${String(port)}`, close };
}

/** The strictest policy that docs/guides/publishing.md names. */
export function strictPolicy(chat: string): string {
  return [
    "default-src 'none'",
    `script-src ${chat}`,
    `connect-src ${chat}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

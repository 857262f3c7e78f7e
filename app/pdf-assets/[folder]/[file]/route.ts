import { readFile } from "node:fs/promises";
import path from "node:path";

interface RouteContext {
  params: Promise<{ folder: string; file: string }>;
}

/** Parts of pdfjs-dist that it asks for while it draws: character maps, fonts that files leave out, decoders. */
const TYPES: Readonly<Record<string, RegExp>> = {
  cmaps: /^[\w-]+\.bcmap$/,
  standard_fonts: /^[\w-]+\.(?:pfb|ttf)$/,
  wasm: /^[\w-]+\.(?:wasm|js)$/,
  iccs: /^[\w-]+\.icc$/,
};

/** Files of a package, the same for everybody and from this machine; names are checked, so no path leads elsewhere. */
export async function GET(_: Request, { params }: RouteContext): Promise<Response> {
  const { folder, file } = await params;
  const known = Object.hasOwn(TYPES, folder) && TYPES[folder]?.test(file);
  if (!known) return new Response(null, { status: 404 });
  try {
    const bytes = await readFile(path.join(process.cwd(), "node_modules/pdfjs-dist", folder, file));
    return new Response(bytes, {
      headers: { "content-type": typeOf(file), "cache-control": "public, max-age=604800" },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}

function typeOf(file: string): string {
  if (file.endsWith(".js")) return "text/javascript";
  return file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
}

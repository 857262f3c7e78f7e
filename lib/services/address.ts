import "server-only";
import { env } from "@/lib/config/env";

/** A path of this installation at the address that people open. Never from a request: its headers say what a caller likes. */
export function absoluteUrl(path: string): string {
  const { nextAuthUrl, port } = env();
  return new URL(path, nextAuthUrl ?? `http://localhost:${String(port)}`).href;
}

import "server-only";
import { isIP } from "node:net";
import { env } from "@/lib/config/env";

/** Where services can reach this installation from outside; null where they can't: no https, or an address of this machine. */
export function publicOrigin(): string | null {
  const { nextAuthUrl } = env();
  if (nextAuthUrl === null) return null;
  const { protocol, hostname, origin } = new URL(nextAuthUrl);
  const isName = isIP(hostname.replaceAll(/[[\]]/g, "")) === 0 && hostname.includes(".");
  return protocol === "https:" && isName ? origin : null;
}

/** The address that a service calls for a watch. */
export const watchAddress = (origin: string, { type, id }: { type: string; id: string }): string =>
  `${origin}/api/connections/${type}/changes/${id}`;

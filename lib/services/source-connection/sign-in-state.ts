import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { signInFailed } from "@/lib/connectors/_contract/failures";
import type { Vault } from "@/lib/crypto/vault";

/** Longest that somebody takes at the service. */
const LIFE_MS = 15 * 60_000;

const payload = z.object({
  connectionId: z.string(),
  userId: z.string(),
  verifier: z.string(),
  until: z.number(),
});

export interface StartedSignIn {
  readonly connectionId: string;
  /** Whoever began it ends it: another person's browser can't be made to bring back a code. */
  readonly userId: string;
  /** Of PKCE; only its hash leaves this server in clear. */
  readonly verifier: string;
}

const placeIn = (workspaceId: string) => ({ workspaceId, recordId: "sign-in", field: "state" });

export const newVerifier = () => randomBytes(48).toString("base64url");

/**
 * The `state` that travels to the service and back: sealed, so that nothing has to be kept here, with the slug in front, so
 * that the way back is known to lead into a workspace.
 */
export function sealState(
  vault: Vault,
  workspace: { readonly id: string; readonly slug: string },
  started: StartedSignIn,
): string {
  const text = JSON.stringify({ ...started, until: Date.now() + LIFE_MS });
  return `${workspace.slug}~${vault.seal(text, placeIn(workspace.id))}`;
}

/** The slug in front of a state; empty where there is none. Says nothing about whether the rest is genuine. */
export function slugOfState(state: string): string {
  return state.includes("~") ? state.slice(0, state.indexOf("~")) : "";
}

/** Throws `connector.sign-in` for one that isn't ours, is too old or was somebody else's. */
export function openState(
  vault: Vault,
  { workspaceId, userId }: { readonly workspaceId: string; readonly userId: string },
  state: string,
): StartedSignIn {
  let text: string;
  try {
    text = vault.open(state.slice(state.indexOf("~") + 1), placeIn(workspaceId));
  } catch (error) {
    throw signInFailed("expired", error);
  }
  const { until, ...started } = payload.parse(JSON.parse(text));
  if (until < Date.now() || started.userId !== userId) throw signInFailed("expired");
  return started;
}

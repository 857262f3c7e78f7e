import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { absoluteUrl } from "../address";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { definitionOf, openSource } from "./open";
import { needsSignIn } from "./unsigned";
import { newVerifier, sealState } from "./sign-in-state";

/** Where a service sends people back to; whoever sets it up enters it there. */
export const redirectUriOf = (type: string): string =>
  absoluteUrl(`/api/connections/${type}/callback`);

export const redirectUriInput = z.object({ type: z.string().max(60) });

/** Throws `source-connection.unknown-type`. */
export function redirectUri({ input }: { input: z.infer<typeof redirectUriInput> }): string {
  return redirectUriOf(definitionOf(input.type).type);
}

/**
 * The address at which a person signs in at the service for a connection. Throws `source-connection.not-found`,
 * `source-connection.no-sign-in`.
 */
export async function beginSourceSignIn({ ctx, input }: Call<ById>): Promise<{ url: string }> {
  const { definition, runtime, call } = await openSource(
    ctx,
    input.id,
    AbortSignal.timeout(10_000),
  );
  const { method } = call.credentials as { method: string };
  if (!runtime.signIn || !needsSignIn(definition, method)) {
    throw new AppError("source-connection.no-sign-in", "bad-request");
  }
  const verifier = newVerifier();
  const url = runtime.signIn.authorizeUrl(call.credentials, {
    redirectUri: redirectUriOf(definition.type),
    state: sealState(ctx.vault, ctx.workspace, {
      connectionId: input.id,
      userId: ctx.actor.userId,
      verifier,
    }),
    challenge: createHash("sha256").update(verifier).digest("base64url"),
  });
  return { url: url.href };
}

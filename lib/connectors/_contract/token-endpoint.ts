import "server-only";
import { z } from "zod/mini";
import type { ConnectorCall, Tokens } from "@/lib/connectors/_contract/runtime";
import { noAnswer } from "./failures";

const granted = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.union([z.number(), z.string()])),
  refresh_token: z.optional(z.string()),
  scope: z.optional(z.string()),
});

const declined = z.object({
  error: z.string(),
  error_description: z.optional(z.string()),
});

/** What a token endpoint (RFC 6749, 5.1 and 5.2) said. `description` may hold ids, and never a secret that was sent. */
export type TokenReply =
  { readonly tokens: Tokens } | { readonly error: string; readonly description: string };

/** Services say how long a token lives in seconds; without a word, the hour that is usual. */
const USUAL_LIFE_S = 3600;

/**
 * Asks a token endpoint. An empty refresh token is none: storing it would destroy the one that is held. Throws
 * `connector.no-answer` for what is neither a grant nor a refusal.
 */
export async function askForTokens(
  call: Pick<ConnectorCall, "fetch" | "signal">,
  address: string,
  form: Readonly<Record<string, string>>,
): Promise<TokenReply> {
  const { hostname } = new URL(address);
  const response = await call.fetch(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(form).toString(),
    redirect: "manual",
    signal: call.signal,
    maxBytes: 2 ** 20,
  });
  const body = await jsonOf(response);
  const said = granted.safeParse(body);
  if (response.ok && said.success) return { tokens: tokensOf(said.data) };
  const refusal = declined.safeParse(body);
  if (response.status < 500 && refusal.success) {
    const { error, error_description: description = "" } = refusal.data;
    return { error, description };
  }
  throw noAnswer(hostname, `token endpoint: HTTP ${String(response.status)}`);
}

function tokensOf(said: z.infer<typeof granted>): Tokens {
  const life = Number(said.expires_in ?? USUAL_LIFE_S);
  const { refresh_token: refreshToken, scope } = said;
  return {
    accessToken: said.access_token,
    expiresAt: Date.now() + (Number.isFinite(life) ? life : USUAL_LIFE_S) * 1000,
    ...(refreshToken ? { refreshToken } : {}),
    ...(scope === undefined ? {} : { scopes: scope.split(" ").filter(Boolean) }),
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

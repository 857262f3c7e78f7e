import "server-only";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { channelSchema } from "@/lib/publication/settings";
import type { Vault } from "@/lib/crypto/vault";
import { refuse } from "./refuse";

/** How long a visitor's token is good. */
export const TOKEN_MS = 10 * 60_000;

const tokenSchema = z.object({
  publication: z.string(),
  channel: channelSchema,
  /** `self` for our own pages. */
  origin: z.string(),
  visitor: z.string(),
  conversation: z.string(),
  /** Of the channel: raised by every change of who may come in. */
  revision: z.number(),
});
export type TokenClaims = z.infer<typeof tokenSchema>;

const keepsakeSchema = z.object({
  publication: z.string(),
  visitor: z.string(),
  /** Of the channel when the visitor was let in; a password needs not be given again while it is the same. */
  revision: z.number(),
  channel: channelSchema,
});
export type KeepsakeClaims = z.infer<typeof keepsakeSchema>;

type Purpose = "visitor-token" | "visitor-keepsake";

async function sign(
  vault: Vault,
  { purpose, claims, ms }: { purpose: Purpose; claims: Record<string, unknown>; ms: number },
): Promise<string> {
  const key = vault.signingKey(purpose);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: key.id })
    .setAudience(purpose)
    .setExpirationTime(new Date(Date.now() + ms))
    .sign(key.key);
}

async function read(vault: Vault, purpose: Purpose, token: string) {
  const { payload } = await jwtVerify(token, ({ kid }) => vault.signingKey(purpose, kid).key, {
    algorithms: ["HS256"],
    audience: purpose,
    requiredClaims: ["exp"],
  });
  return payload;
}

export function signToken(vault: Vault, claims: TokenClaims): Promise<string> {
  return sign(vault, { purpose: "visitor-token", claims, ms: TOKEN_MS });
}

/** Tokens that were good, each until its end: the questions of a visitor come with the same one. */
const good = new WeakMap<Vault, Map<string, { claims: TokenClaims; endsAt: number }>>();
const REMEMBERED = 500;

/** Throws `visitor.token-expired`, `visitor.token-refused`. */
export async function readToken(vault: Vault, token: string): Promise<TokenClaims> {
  const tokens = good.get(vault) ?? new Map<string, { claims: TokenClaims; endsAt: number }>();
  good.set(vault, tokens);
  const known = tokens.get(token);
  if (known && known.endsAt > Date.now()) return known.claims;
  try {
    const payload = await read(vault, "visitor-token", token);
    const claims = tokenSchema.parse(payload);
    if (tokens.size >= REMEMBERED) tokens.clear();
    tokens.set(token, { claims, endsAt: (payload.exp ?? 0) * 1000 });
    return claims;
  } catch (error) {
    throw refuse(error instanceof errors.JWTExpired ? "token-expired" : "token-refused");
  }
}

const YEAR_MS = 365 * 86_400_000;
/** Of somebody whom a host page vouched for: it has to be said again from time to time. */
const VOUCHED_MS = 12 * 3_600_000;

/** What a browser keeps to be the same visitor next time. */
export function signKeepsake(
  vault: Vault,
  claims: KeepsakeClaims,
  { vouched }: { vouched: boolean },
): Promise<string> {
  return sign(vault, { purpose: "visitor-keepsake", claims, ms: vouched ? VOUCHED_MS : YEAR_MS });
}

/** Null for one that isn't good, for this publication: the visitor is a new one then. */
export async function readKeepsake(
  vault: Vault,
  text: string | undefined,
  publication: string,
): Promise<KeepsakeClaims | null> {
  if (text === undefined) return null;
  try {
    const claims = keepsakeSchema.parse(await read(vault, "visitor-keepsake", text));
    return claims.publication === publication ? claims : null;
  } catch {
    return null;
  }
}

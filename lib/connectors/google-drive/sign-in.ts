import "server-only";
import { createPrivateKey } from "node:crypto";
import { SignJWT } from "jose";
import { z } from "zod/mini";
import { reconnect, signInFailed } from "@/lib/connectors/_contract/failures";
import type { ConnectorCall, SignIn, Tokens } from "@/lib/connectors/_contract/runtime";
import { askForTokens, type TokenReply } from "@/lib/connectors/_contract/token-endpoint";
import { mayWrite } from "@/lib/connectors/_contract/writing";
import type { googleDrive } from "./definition";

export type DriveCredentials = z.infer<typeof googleDrive.credentials>;
type SignInCall = Omit<ConnectorCall<DriveCredentials>, "accessToken">;

export const READ_FILES = "https://www.googleapis.com/auth/drive.readonly";
/** To make files, and to see and change those. */
export const WRITE_OWN = "https://www.googleapis.com/auth/drive.file";
export const READ_GROUPS = "https://www.googleapis.com/auth/admin.directory.group.readonly";

const originOf = (address: string) => new URL(address).origin;
export const apiOf = ({ apiHost }: DriveCredentials) =>
  originOf(apiHost ?? "https://www.googleapis.com");
/** Where documents are written. */
export const docsOf = ({ apiHost }: DriveCredentials) =>
  originOf(apiHost ?? "https://docs.googleapis.com");
/** Where the directory is. */
export const adminOf = ({ apiHost }: DriveCredentials) =>
  originOf(apiHost ?? "https://admin.googleapis.com");
const tokenOf = ({ loginHost }: DriveCredentials) =>
  `${originOf(loginHost ?? "https://oauth2.googleapis.com")}/token`;

const keyFile = z.object({
  client_email: z.string(),
  private_key: z.string(),
  private_key_id: z.optional(z.string()),
});

/** New tokens; the refresh token of who signed in stays as it was, since Google gives it only once. */
export async function renew(call: SignInCall, stored: Tokens | null): Promise<Tokens> {
  const { credentials } = call;
  if (credentials.method === "service-account") return accountToken(call, READ_FILES);
  if (stored?.refreshToken === undefined) throw reconnect("unsigned", new Error("unsigned"));
  const reply = await askForTokens(call, tokenOf(credentials), {
    grant_type: "refresh_token",
    refresh_token: stored.refreshToken,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  return tokensOf(reply);
}

/** A token of the service account, speaking for the person, for one scope: asking for more than was delegated gives none at all. */
export async function accountToken(call: SignInCall, scope: string): Promise<Tokens> {
  const { credentials } = call;
  if (credentials.method !== "service-account") throw reconnect("rejected", new Error("other"));
  const { file, key } = keyOf(credentials.serviceAccountKey);
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({
      alg: "RS256",
      typ: "JWT",
      ...(file.private_key_id === undefined ? {} : { kid: file.private_key_id }),
    })
    .setIssuer(file.client_email)
    .setSubject(credentials.person)
    .setAudience(tokenOf(credentials))
    .setIssuedAt()
    .setExpirationTime("30m")
    .sign(key);
  const reply = await askForTokens(call, tokenOf(credentials), {
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion,
  });
  return tokensOf(reply);
}

/** Tokens of the account that reading does not need, kept for one piece of work. */
const more = new WeakMap<SignInCall, Map<string, Promise<string>>>();

/** As {@link accountToken}, asked for once a call; `refused` is one that was just answered with 401. */
export async function tokenFor(call: SignInCall, scope: string, refused?: string): Promise<string> {
  const held = more.get(call) ?? new Map<string, Promise<string>>();
  more.set(call, held);
  const known = held.get(scope);
  if (known && (await known) !== refused) return known;
  const fresh = accountToken(call, scope).then(({ accessToken }) => accessToken);
  held.set(scope, fresh);
  return fresh;
}

/** What a person who signs in is asked for. */
function scopesOf(credentials: DriveCredentials): string[] {
  return mayWrite(credentials) ? [READ_FILES, WRITE_OWN] : [READ_FILES];
}

/** Its own `token_uri` is not read: what is pasted does not decide where a signed statement goes. */
function keyOf(text: string) {
  try {
    const file = keyFile.parse(JSON.parse(text));
    return { file, key: createPrivateKey(file.private_key) };
  } catch {
    // The cause would hold what was pasted.
    throw reconnect("rejected", new Error("key"));
  }
}

export const signIn: SignIn<DriveCredentials> = {
  authorizeUrl(credentials, { redirectUri, state, challenge }) {
    const { loginHost } = credentials;
    const url = new URL("/o/oauth2/v2/auth", originOf(loginHost ?? "https://accounts.google.com"));
    url.search = new URLSearchParams({
      client_id: credentials.method === "sign-in" ? credentials.clientId : "",
      response_type: "code",
      redirect_uri: redirectUri,
      scope: scopesOf(credentials).join(" "),
      state,
      access_type: "offline",
      // Without being asked again a person who agreed before gets no refresh token.
      prompt: "consent",
      code_challenge: challenge,
      code_challenge_method: "S256",
    }).toString();
    return url;
  },

  async exchange(call, { code, verifier, redirectUri }) {
    const { credentials } = call;
    if (credentials.method !== "sign-in") throw signInFailed("other");
    const reply = await askForTokens(call, tokenOf(credentials), {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
    if (!("tokens" in reply)) {
      throw signInFailed(
        reply.error === "invalid_grant" ? "expired" : "other",
        new Error(reply.error),
      );
    }
    // A person may leave out what was asked for.
    const { scopes: granted } = reply.tokens;
    const all = scopesOf(credentials).every((scope) => granted?.includes(scope) ?? true);
    if (!all) throw signInFailed("scopes");
    return reply.tokens;
  },
};

/** Ends what was granted: with an access token its refresh token ends too. A service account's tokens end by themselves. */
export async function revoke(call: ConnectorCall<DriveCredentials>): Promise<void> {
  const { credentials } = call;
  if (credentials.method !== "sign-in") return;
  const address = `${originOf(credentials.loginHost ?? "https://oauth2.googleapis.com")}/revoke`;
  const response = await call.fetch(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token: await call.accessToken() }).toString(),
    redirect: "manual",
    signal: call.signal,
  });
  await response.body?.cancel();
}

/** Throws `connector.reconnect`; the word of its cause is what `test` names. */
function tokensOf(reply: TokenReply): Tokens {
  if ("tokens" in reply) return reply.tokens;
  const { error, description } = reply;
  if (error === "invalid_client") throw reconnect("rejected", new Error("client"));
  if (error === "unauthorized_client") throw reconnect("rejected", new Error("delegation"));
  if (error === "invalid_grant" && /signature|issuer/i.test(description)) {
    throw reconnect("rejected", new Error("key"));
  }
  if (error === "invalid_grant" && /user|timeframe|email/i.test(description)) {
    throw reconnect("rejected", new Error("person"));
  }
  if (error === "invalid_grant") throw reconnect("revoked", new Error("revoked"));
  throw reconnect("rejected", new Error("other"));
}

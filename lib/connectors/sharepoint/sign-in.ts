import "server-only";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { SignJWT } from "jose";
import { nanoid } from "nanoid";
import type { z } from "zod/mini";
import { reconnect, signInFailed } from "@/lib/connectors/_contract/failures";
import type { ConnectorCall, SignIn, Tokens } from "@/lib/connectors/_contract/runtime";
import { askForTokens, type TokenReply } from "@/lib/connectors/_contract/token-endpoint";
import type { sharepoint } from "./definition";

export type SharePointCredentials = z.infer<typeof sharepoint.credentials>;
type SignInCall = Omit<ConnectorCall<SharePointCredentials>, "accessToken">;

export const DELEGATED = ["offline_access", "Files.Read.All", "Sites.Read.All"];

const originOf = (address: string) => new URL(address).origin;
export const loginOf = ({ loginHost }: SharePointCredentials) =>
  originOf(loginHost ?? "https://login.microsoftonline.com");
export const graphOf = ({ graphHost }: SharePointCredentials) =>
  originOf(graphHost ?? "https://graph.microsoft.com");

const endpoint = (credentials: SharePointCredentials, name: string) =>
  `${loginOf(credentials)}/${encodeURIComponent(credentials.tenant)}/oauth2/v2.0/${name}`;

/** The app's own token for everything it was granted at `resource`, such as Graph or the tenant's SharePoint host. */
export async function appToken(call: SignInCall, resource: string): Promise<Tokens> {
  const reply = await askForTokens(call, endpoint(call.credentials, "token"), {
    grant_type: "client_credentials",
    scope: `${resource}/.default`,
    ...(await proofOf(call.credentials)),
  });
  return tokensOf(reply);
}

/** New tokens: of the app, or by the refresh token of who signed in. Microsoft gives a new refresh token each time. */
export async function renew(call: SignInCall, stored: Tokens | null): Promise<Tokens> {
  const { credentials } = call;
  if (credentials.method !== "sign-in") return appToken(call, graphOf(credentials));
  if (stored?.refreshToken === undefined) throw reconnect("unsigned", new Error("unsigned"));
  const reply = await askForTokens(call, endpoint(credentials, "token"), {
    grant_type: "refresh_token",
    refresh_token: stored.refreshToken,
    ...(await proofOf(credentials)),
  });
  return tokensOf(reply);
}

export const signIn: SignIn<SharePointCredentials> = {
  authorizeUrl(credentials, { redirectUri, state, challenge }) {
    const url = new URL(endpoint(credentials, "authorize"));
    url.search = new URLSearchParams({
      client_id: credentials.clientId,
      response_type: "code",
      response_mode: "query",
      redirect_uri: redirectUri,
      scope: DELEGATED.join(" "),
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    }).toString();
    return url;
  },

  async exchange(call, { code, verifier, redirectUri }) {
    const reply = await askForTokens(call, endpoint(call.credentials, "token"), {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...(await proofOf(call.credentials)),
    });
    if (!("tokens" in reply)) {
      const expired = reply.error === "invalid_grant";
      throw signInFailed(expired ? "expired" : "other", new Error(reasonOf(reply.description)));
    }
    const { scopes, refreshToken } = reply.tokens;
    const reads = scopes?.some((scope) => /Sites\.|Files\./.test(scope)) ?? true;
    if (!reads || refreshToken === undefined) throw signInFailed("scopes");
    return reply.tokens;
  },
};

/** Proves which app is asking: by its secret, or by a short-lived statement signed with its key. */
async function proofOf(credentials: SharePointCredentials): Promise<Record<string, string>> {
  const { clientId } = credentials;
  if (credentials.method !== "app-certificate") {
    return { client_id: clientId, client_secret: credentials.clientSecret };
  }
  const { certificate, key } = pairOf(credentials.certificateAndPrivateKey);
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(":", ""), "hex");
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: "PS256", typ: "JWT", "x5t#S256": thumbprint.toString("base64url") })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoint(credentials, "token"))
    .setJti(nanoid())
    .setNotBefore(new Date())
    .setExpirationTime("5m")
    .sign(key);
  return {
    client_id: clientId,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  };
}

function pairOf(pem: string) {
  const [certificate] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem) ?? [];
  const [key] =
    /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/.exec(pem) ?? [];
  try {
    return {
      certificate: new X509Certificate(certificate ?? ""),
      key: createPrivateKey(key ?? ""),
    };
  } catch {
    // The cause would hold what was pasted.
    throw reconnect("rejected", new Error("certificate"));
  }
}

/** What Microsoft's number of an error says, as `test` names it. */
const REASONS: Readonly<Record<string, string>> = {
  AADSTS90002: "tenant",
  AADSTS900023: "tenant",
  AADSTS700016: "app",
  AADSTS7000215: "secret",
  AADSTS7000222: "expired",
  AADSTS700027: "certificate",
  AADSTS65001: "consent",
  AADSTS50173: "revoked",
  AADSTS50089: "revoked",
  AADSTS700082: "revoked",
  AADSTS70008: "revoked",
};

function reasonOf(description: string): string {
  return REASONS[/AADSTS\d+/.exec(description)?.[0] ?? ""] ?? "other";
}

/** Throws `connector.reconnect`; its cause is the word of {@link REASONS} for what is wrong. */
function tokensOf(reply: TokenReply): Tokens {
  if ("tokens" in reply) return reply.tokens;
  const reason = reasonOf(reply.description);
  const kind = reason === "expired" || reason === "revoked" ? reason : "rejected";
  throw reconnect(kind, new Error(reason));
}

import { createPublicKey, randomBytes, verify } from "node:crypto";
import { consentPage, withQuery, type Grants, type Session } from "../remote-host/grants";
import { Refusal, type Answer, type Asked } from "../remote-host/host";
import type { World } from "./world";

export interface Clients {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly serviceAccount: { readonly email: string; readonly publicKey: string } | null;
}

export interface SignInState {
  readonly grants: Grants;
  /** Scopes that the administrator of the domain gave to the service account. */
  delegatedScopes: string[];
  /** Who is at the browser. */
  person: string | null;
  /** Scopes that the person leaves out when agreeing. */
  declined: string[];
  /** Persons who agreed before: without being asked again they get no new refresh token. */
  readonly agreed: Set<string>;
}

interface Desk {
  readonly world: World;
  readonly state: SignInState;
  readonly clients: Clients;
  readonly tokenAddress: string;
}

/** What accounts.google.com and oauth2.googleapis.com answer; null for other paths. */
export function signIn(desk: Desk, asked: Asked): Answer | null {
  if (asked.path === "/o/oauth2/v2/auth") return authorize(desk, asked);
  if (asked.method !== "POST") return null;
  const form = new URLSearchParams(asked.body);
  if (asked.path === "/revoke") {
    const known = desk.state.grants.revokeToken(
      form.get("token") ?? asked.query.get("token") ?? "",
    );
    if (!known) throw problem("invalid_token", "Token expired or revoked");
    return { body: {} };
  }
  if (asked.path !== "/token") return null;
  switch (form.get("grant_type")) {
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      return delegated(desk, form.get("assertion") ?? "");
    case "authorization_code": {
      authenticate(desk, form);
      const session = desk.state.grants.redeem(form.get("code") ?? "", {
        redirectUri: form.get("redirect_uri") ?? "",
        verifier: form.get("code_verifier"),
      });
      if (!session) throw problem("invalid_grant", "Malformed auth code.");
      const refreshes = session.scopes.includes("offline");
      return reply(desk, session, refreshes ? desk.state.grants.refreshToken(session) : null);
    }
    case "refresh_token": {
      authenticate(desk, form);
      const session = desk.state.grants.refreshed(form.get("refresh_token") ?? "");
      if (!session) throw problem("invalid_grant", "Token has been expired or revoked.");
      return reply(desk, session, null);
    }
    default:
      throw problem("unsupported_grant_type", "Invalid grant_type");
  }
}

function authorize({ state, clients }: Desk, { query }: Asked): Answer {
  if (query.get("client_id") !== clients.clientId)
    throw problem("invalid_client", "The OAuth client was not found.");
  const redirectUri = query.get("redirect_uri") ?? "";
  const back = (answer: Record<string, string>) =>
    withQuery(redirectUri, { ...answer, state: query.get("state") });
  const scopes = (query.get("scope") ?? "")
    .split(" ")
    .filter((scope) => !state.declined.includes(scope));
  const person = state.person ?? "";
  const asksAgain = query.get("prompt") === "consent" || !state.agreed.has(person);
  const offline = query.get("access_type") === "offline" && asksAgain;
  state.agreed.add(person);
  const code = state.grants.code({
    subject: person,
    clientId: clients.clientId,
    scopes: offline ? [...scopes, "offline"] : scopes,
    redirectUri,
    challenge: query.get("code_challenge_method") === "S256" ? query.get("code_challenge") : null,
  });
  const page = consentPage({
    title: "Wants to access your account",
    accept: back({ code, scope: scopes.join(" ") }),
    decline: back({ error: "access_denied" }),
  });
  return { headers: { "content-type": "text/html; charset=utf-8" }, body: page };
}

/** A service account that speaks for a person of the domain. */
function delegated({ world, state, clients, tokenAddress }: Desk, assertion: string): Answer {
  const claims = readSigned(assertion, clients);
  const issued = Number(claims.iat);
  const ends = Number(claims.exp);
  const now = Date.now() / 1000;
  if (claims.aud !== tokenAddress || ends < now || ends - issued > 3600 || issued > now + 60) {
    throw problem(
      "invalid_grant",
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
    );
  }
  const scopes = String(claims.scope).split(" ");
  if (claims.sub !== undefined && scopes.some((scope) => !state.delegatedScopes.includes(scope))) {
    throw problem(
      "unauthorized_client",
      "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
      401,
    );
  }
  const subject = String(claims.sub ?? claims.iss);
  if (claims.sub !== undefined) {
    const person = world.people.get(subject);
    if (!person || person.suspended) throw problem("invalid_grant", "Invalid email or User ID");
  }
  return reply(
    { world, state, clients, tokenAddress },
    { subject, clientId: String(claims.iss), scopes },
    null,
  );
}

function readSigned(assertion: string, { serviceAccount }: Clients): Record<string, unknown> {
  const [head = "", body = "", signature = ""] = assertion.split(".");
  const signed =
    serviceAccount !== null &&
    verify(
      "sha256",
      Buffer.from(`${head}.${body}`),
      createPublicKey(serviceAccount.publicKey),
      Buffer.from(signature, "base64url"),
    );
  if (!signed) throw problem("invalid_grant", "Invalid JWT Signature.");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Record<
    string,
    unknown
  >;
  if (claims.iss !== serviceAccount.email) throw problem("invalid_grant", "Invalid issuer.");
  return claims;
}

function reply({ state: { grants } }: Desk, session: Session, refreshToken: string | null): Answer {
  const token = `ya29.${randomBytes(24).toString("base64url")}`;
  grants.access(token, session);
  return {
    body: {
      access_token: token,
      expires_in: grants.lifetime,
      scope: session.scopes.filter((scope) => scope !== "offline").join(" "),
      token_type: "Bearer",
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    },
  };
}

function authenticate({ clients }: Desk, form: URLSearchParams): void {
  if (form.get("client_id") !== clients.clientId)
    throw problem("invalid_client", "The OAuth client was not found.", 401);
  if (form.get("client_secret") !== clients.clientSecret)
    throw problem("invalid_client", "Unauthorized", 401);
}

function problem(error: string, message: string, status = 400): Refusal {
  return new Refusal(status, `signin:${error}`, { message });
}

/** The body of an error of the sign-in service, or null where Drive itself refused. */
export function describeSignIn({ code, message }: Refusal): unknown {
  const [kind, error] = code.split(":");
  return kind === "signin" ? { error, error_description: message } : null;
}

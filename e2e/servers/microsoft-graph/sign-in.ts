import { createHash, createPublicKey, verify } from "node:crypto";
import { Refusal, type Answer, type Asked } from "../remote-host/host";
import { consentPage, withQuery, type Grants, type Session } from "../remote-host/grants";
import type { World } from "./world";

/** The app that is registered in the tenant. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** A certificate in PEM, for apps that sign instead of sending a secret. */
  readonly certificate: string | null;
}

/** What can be done wrong with a token, to be tried by tests. */
export interface SignInState {
  readonly grants: Grants;
  secretExpired: boolean;
  consented: boolean;
  /** Whoever refreshes gets a new refresh token and the old one ends. */
  rotates: boolean;
}

interface Desk {
  readonly world: World;
  readonly state: SignInState;
  readonly app: Registration;
}

/** The endpoints of login.microsoftonline.com under `/{tenant}/oauth2/v2.0`. */
export function signIn(desk: Desk, asked: Asked, endpoint: string): Answer {
  if (endpoint === "authorize") return authorize(desk, asked);
  if (endpoint !== "token" || asked.method !== "POST") throw new Refusal(404, "not_found");
  const form = new URLSearchParams(asked.body);
  const [, tenant] = asked.path.split("/");
  if (tenant !== desk.world.tenant && tenant !== "organizations") {
    throw problem(90002, "invalid_request", `Tenant '${tenant ?? ""}' not found.`);
  }
  switch (form.get("grant_type")) {
    case "client_credentials": {
      authenticate(desk, form, asked);
      if (!form.get("scope")?.endsWith("/.default")) {
        throw problem(1002012, "invalid_scope", "The provided value for scope is not valid.");
      }
      return reply(desk, { subject: null, clientId: desk.app.clientId, scopes: [] }, form);
    }
    case "authorization_code": {
      authenticate(desk, form, asked);
      const session = desk.state.grants.redeem(form.get("code") ?? "", {
        redirectUri: form.get("redirect_uri") ?? "",
        verifier: form.get("code_verifier"),
      });
      if (!session) throw problem(70008, "invalid_grant", "The code is expired or does not match.");
      return reply(desk, session, form);
    }
    case "refresh_token": {
      authenticate(desk, form, asked);
      const token = form.get("refresh_token") ?? "";
      const session = desk.state.grants.refreshed(token);
      if (!session) {
        throw problem(
          50173,
          "invalid_grant",
          "The provided grant has expired due to it being revoked.",
        );
      }
      if (desk.state.rotates) desk.state.grants.forget(token);
      return reply(desk, session, form);
    }
    default:
      throw problem(
        70003,
        "unsupported_grant_type",
        "The app requested an unsupported grant type.",
      );
  }
}

function authorize({ world, state, app }: Desk, { query }: Asked): Answer {
  const redirectUri = query.get("redirect_uri") ?? "";
  const back = (answer: Record<string, string>) =>
    withQuery(redirectUri, { ...answer, state: query.get("state") });
  if (query.get("client_id") !== app.clientId) {
    throw problem(700016, "unauthorized_client", "The application was not found in the directory.");
  }
  const person = [...world.users.values()][0];
  const code = state.grants.code({
    subject: person?.id ?? null,
    clientId: app.clientId,
    scopes: (query.get("scope") ?? "").split(" "),
    redirectUri,
    challenge: query.get("code_challenge_method") === "S256" ? query.get("code_challenge") : null,
  });
  const page = consentPage({
    title: "Permissions requested",
    accept: back({ code, session_state: "one" }),
    decline: back({ error: "access_denied", error_description: "AADSTS65004: The user declined." }),
  });
  return { headers: { "content-type": "text/html; charset=utf-8" }, body: page };
}

function reply({ state, world }: Desk, session: Session, form: URLSearchParams): Answer {
  const { grants } = state;
  const isApp = session.subject === null;
  if (isApp && !state.consented)
    throw problem(65001, "invalid_grant", "The administrator has not consented.");
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = isApp ? { roles: world.roles } : { scp: session.scopes.join(" ") };
  const nonce = grants.refreshToken(session);
  const token = [
    part({ alg: "none" }),
    part({ ...claims, tid: world.tenant, appid: session.clientId }),
    nonce,
  ].join(".");
  grants.forget(nonce);
  const audience = (form.get("scope") ?? "").replace(/\/\.default$/, "");
  const scopes = isApp ? [audience] : session.scopes;
  grants.access(token, { ...session, scopes });
  const offline = session.scopes.includes("offline_access");
  return {
    body: {
      token_type: "Bearer",
      expires_in: grants.lifetime,
      ext_expires_in: grants.lifetime,
      access_token: token,
      ...(isApp
        ? {}
        : { scope: session.scopes.filter((scope) => scope !== "offline_access").join(" ") }),
      ...(offline ? { refresh_token: grants.refreshToken(session) } : {}),
    },
  };
}

function authenticate({ app, state }: Desk, form: URLSearchParams, { headers, path }: Asked): void {
  if (form.get("client_id") !== app.clientId) {
    throw problem(700016, "unauthorized_client", "The application was not found in the directory.");
  }
  const assertion = form.get("client_assertion");
  if (assertion !== null) {
    if (!isSigned(assertion, app, `${String(headers.host)}${path}`)) {
      throw problem(700027, "invalid_client", "Client assertion failed signature validation.");
    }
    return;
  }
  if (form.get("client_secret") !== app.clientSecret) {
    throw problem(7000215, "invalid_client", "Invalid client secret provided.");
  }
  if (state.secretExpired) {
    throw problem(
      7000222,
      "invalid_client",
      "The provided client secret keys for the app are expired.",
    );
  }
}

/** Checks a client assertion: who signed it, with which certificate, for whom and until when. */
function isSigned(assertion: string, app: Registration, audience: string): boolean {
  const [head, body, signature] = assertion.split(".");
  if (!head || !body || !signature || app.certificate === null) return false;
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  const der = Buffer.from(app.certificate.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const header = read(head);
  const thumbprints = {
    x5t: createHash("sha1").update(der).digest("base64url"),
    "x5t#S256": createHash("sha256").update(der).digest("base64url"),
  };
  const named = header["x5t#S256"] ?? header.x5t;
  if (named !== thumbprints[header.x5t === undefined ? "x5t#S256" : "x5t"]) return false;
  const claims = read(body);
  const padding = header.alg === "PS256" ? { padding: 6, saltLength: 32 } : {};
  const key = { key: createPublicKey(app.certificate), ...padding };
  return (
    verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")) &&
    claims.iss === app.clientId &&
    claims.sub === app.clientId &&
    String(claims.aud).endsWith(audience) &&
    Number(claims.exp) * 1000 > Date.now() &&
    typeof claims.jti === "string"
  );
}

function problem(number: number, error: string, message: string): Refusal {
  const status = error === "invalid_client" ? 401 : 400;
  return new Refusal(status, `signin:${error}:${String(number)}`, { message });
}

/** The body of an error of the sign-in service, or null where Graph itself refused. */
export function describeSignIn({ code, message }: Refusal): unknown {
  const [kind, error, number] = code.split(":");
  if (kind !== "signin") return null;
  return {
    error,
    error_description: `AADSTS${number ?? ""}: ${message} Trace ID: 0 Correlation ID: 0`,
    error_codes: [Number(number)],
  };
}

import { createServer } from "node:http";
import Provider from "oidc-provider";
import { freePort, listen } from "../listen";

export interface OidcClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Paths at which the service that it stands for has its sign-in page and its tokens. */
  readonly authorization: string;
  readonly token: string;
}

export interface OidcServer {
  readonly origin: string;
  readonly port: number;
  /** Grant types that were asked for, in order, and whether tokens were given. */
  readonly grants: readonly { readonly type: string; readonly given: boolean }[];
  /** What an access token is for; null once it is worth nothing. */
  describe(token: string): Promise<{ clientId: string; scope: string } | null>;
  close(): Promise<void>;
}

/**
 * The npm package oidc-provider with one client: an authorisation server that other people wrote and had certified. It asks for PKCE, gives
 * a new refresh token with every renewal, and takes back everything when an old one, or a code, comes again.
 */
export async function startOidcProvider(client: OidcClient): Promise<OidcServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [client.redirectUri],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    scopes: [...client.scopes],
    routes: { authorization: client.authorization, token: client.token },
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    cookies: { keys: ["of this test only"] },
  });
  const grants: { type: string; given: boolean }[] = [];
  const note = (given: boolean) => (ctx: { oidc: { params: { grant_type?: string } } }) => {
    grants.push({ type: ctx.oidc.params.grant_type ?? "", given });
  };
  provider.on("grant.success", note(true));
  provider.on("grant.error", note(false));
  const { close } = await listen(createServer(provider.callback()), port);
  return {
    origin,
    port,
    grants,
    describe: async (token) => (await provider.AccessToken.find(token)) ?? null,
    close,
  };
}

/**
 * What a person's browser does from the sign-in page on: signs in and agrees, or turns away. Gives the address that it is sent back to,
 * without going there.
 */
export async function signInAt(address: string, { agrees = true } = {}): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { url: string; form?: URLSearchParams } = { url: address };
  const { origin } = new URL(address);
  for (let steps = 0; steps < 12; steps++) {
    const { url, form } = next;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(form && { method: "POST", body: form }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) next = answerTo(await answer.text(), agrees);
    else if (new URL(location, url).origin === origin) next = { url: new URL(location, url).href };
    else return new URL(location);
  }
  throw new Error("The sign-in goes round in circles.");
}

function answerTo(page: string, agrees: boolean): { url: string; form?: URLSearchParams } {
  const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? [];
  const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
  if (action === undefined || prompt === undefined) throw new Error(`No form: ${page}`);
  if (!agrees && prompt === "consent") return { url: `${action}/abort` };
  return { url: action, form: new URLSearchParams({ prompt, login: "erika", password: "x" }) };
}

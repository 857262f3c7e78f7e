import { createTRPCClient, httpBatchStreamLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "@/lib/trpc/app-router";

/** Somebody who is signed in to a running app, over HTTP as the pages do it. */
export interface Session {
  readonly baseUrl: string;
  /** Slug of the workspace. */
  readonly workspace: string;
  readonly api: TRPCClient<AppRouter>;
  /** `fetch` with the session's cookies; `path` begins with a slash. Throws on an answer that isn't a success. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
}

/** Registers the owner of a new installation and signs in. Throws when somebody has registered before. */
export async function registerOwner(baseUrl: string): Promise<Session> {
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("cookie", cookieHeader());
    const response = await fetch(`${baseUrl}${path}`, { redirect: "manual", ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";", 1).join("").split(/=(.*)/s);
      cookies.set(name, value);
    }
    if (response.status < 400) return response;
    throw new Error(`${path} answered ${String(response.status)}: ${await response.text()}`);
  };
  const api = createTRPCClient<AppRouter>({
    links: [
      httpBatchStreamLink({
        url: `${baseUrl}/api/trpc`,
        transformer: superjson,
        headers: () => ({ cookie: cookieHeader() }),
      }),
    ],
  });
  const person = { email: "bench@example.com", password: "measure twice, cut once" };
  const { workspace } = await api.account.register.mutate({ name: "Bench", ...person });
  await signIn(send, person);
  await api.account.me.query();
  return { baseUrl, workspace, api, fetch: send };
}

async function signIn(
  send: Session["fetch"],
  person: { email: string; password: string },
): Promise<void> {
  const { csrfToken } = (await (await send("/api/auth/csrf")).json()) as { csrfToken: string };
  await send("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ ...person, csrfToken, json: "true" }),
  });
}

import { decodeSignInError, type SignInError } from "./sign-in-error";

/** The page one is sent to without a session. */
const SIGNED_OUT = "/sign-in";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * Starts a session, by NextAuth's endpoints; its own client library is many times this size. Resolves to null when it
 * worked, else to why not. Rejects when the server can't be reached.
 */
export async function startSession(credentials: Credentials): Promise<SignInError | null> {
  const { email, password } = credentials;
  const answer = await post("/api/auth/callback/credentials", { email, password });
  const error = new URL(answer.url, window.location.origin).searchParams.get("error");
  return answer.ok && error === null ? null : decodeSignInError(error ?? "");
}

/** Ends the session and leaves the page, so that nothing of it stays in memory. Rejects like `startSession`. */
export async function endSession(): Promise<void> {
  await post("/api/auth/signout", {});
  window.location.assign(SIGNED_OUT);
}

/** NextAuth takes forms that repeat the token of a cookie, and answers with where to go next. */
async function post(
  path: string,
  fields: Record<string, string>,
): Promise<{ ok: boolean; url: string }> {
  const token = await fetch("/api/auth/csrf");
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: SIGNED_OUT, json: "true" });
  const answer = await fetch(path, { method: "POST", body });
  const { url } = (await answer.json()) as { url: string };
  return { ok: answer.ok, url };
}

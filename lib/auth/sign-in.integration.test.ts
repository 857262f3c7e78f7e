import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { hashPassword } from "@/lib/crypto/password";
import { findSessionUser } from "@/lib/services/account/find-session-user";
import { signOutEverywhere } from "@/lib/services/account/sign-out-everywhere";
import { testDatabase } from "@/lib/testing/database";
import { createUser } from "@/lib/testing/factories";
import { authBrowser, type AuthBrowser } from "@/lib/testing/next-auth";
import { authOptions, SESSION_COOKIE } from "./options";
import { sessionOfRequest } from "./session";
import { decodeSignInError } from "./sign-in-error";

const { db } = testDatabase();
const PASSWORD = "correct horse battery";
let passwordHash: string;
let user: { id: string; email: string };
/** Each test comes from an address of its own, as attempts are counted by address. */
let address = 0;
let headers: Record<string, string>;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:4400");
  passwordHash = await hashPassword(PASSWORD);
});
beforeEach(async () => {
  user = await createUser(db, { passwordHash });
  address += 1;
  headers = { "x-forwarded-for": `spoofed, 198.51.100.${String(address)}-${user.id}` };
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** What the sign-in page does; resolves to the error's code, or null for a session. */
async function signIn(browser: AuthBrowser, email: string, password: string) {
  const { body } = await browser.call("GET", "csrf");
  const { csrfToken } = body as { csrfToken: string };
  const answer = await browser.call("POST", "callback/credentials", {
    csrfToken,
    email,
    password,
    json: "true",
  });
  const { url } = answer.body as { url: string };
  const error = new URL(url).searchParams.get("error");
  const cookie = answer.setCookie.find((line) => line.startsWith(SESSION_COOKIE));
  return { code: error === null ? null : decodeSignInError(error).code, cookie };
}

async function userOf(browser: AuthBrowser) {
  const cookie = `other=1; ${SESSION_COOKIE}=${browser.cookies.get(SESSION_COOKIE) ?? ""}`;
  const request = new Request("http://localhost/", { headers: { cookie } });
  const session = await sessionOfRequest(request);
  return session && findSessionUser({ ctx: { db }, input: session });
}

describe("signing in", () => {
  it("gives a session that names the user, in a cookie no script can read", async () => {
    const browser = authBrowser(authOptions({ db }), headers);
    const { code, cookie } = await signIn(browser, ` ${user.email.toUpperCase()} `, PASSWORD);
    expect(code).toBeNull();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(await userOf(browser)).toMatchObject({ id: user.id, email: user.email });
  });

  it("tells the browser nothing of the session but when it ends", async () => {
    const browser = authBrowser(authOptions({ db }), headers);
    await signIn(browser, user.email, PASSWORD);
    const { body } = await browser.call("GET", "session");
    expect(Object.keys(body as object)).toEqual(["expires"]);
  });

  it("ends everywhere when the sessions are revoked", async () => {
    const browser = authBrowser(authOptions({ db }), headers);
    await signIn(browser, user.email, PASSWORD);
    const services = { db } as Parameters<typeof signOutEverywhere>[0]["ctx"];
    await signOutEverywhere({ ctx: { ...services, user: { ...user, name: "" } } });
    expect(await userOf(browser)).toBeNull();
  });

  it("refuses a wrong password and an unknown address alike", async () => {
    const browser = authBrowser(authOptions({ db }), headers);
    expect(await signIn(browser, user.email, "not this one")).toEqual(
      await signIn(browser, "nobody@example.com", PASSWORD),
    );
    expect(await userOf(browser)).toBeNull();
  });

  it("is refused without the token of our own page", async () => {
    const browser = authBrowser(authOptions({ db }), headers);
    const body = { csrfToken: "invented", email: user.email, password: PASSWORD, json: "true" };
    await browser.call("POST", "callback/credentials", body);
    expect(await userOf(browser)).toBeNull();
  });

  it("is closed to guesses after a few, even for the right password, but not from elsewhere", async () => {
    const browser = authBrowser(authOptions({ db }), headers);
    const codes = [];
    for (let guess = 0; guess < 6; guess += 1) {
      codes.push((await signIn(browser, user.email, "a guess")).code);
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill("account.sign-in-refused"));
    expect(codes[5]).toBe("account.too-many-attempts");
    expect((await signIn(browser, user.email, PASSWORD)).code).toBe("account.too-many-attempts");
    const elsewhere = authBrowser(authOptions({ db }), { "x-forwarded-for": `2-${user.id}` });
    expect((await signIn(elsewhere, user.email, PASSWORD)).code).toBeNull();
  });
});

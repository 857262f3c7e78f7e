import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { hashPassword } from "@/lib/crypto/password";
import { testDatabase } from "@/lib/testing/database";
import { createUser } from "@/lib/testing/factories";
import { authBrowser, type AuthBrowser } from "@/lib/testing/next-auth";
import { endSession, startSession } from "./browser-session";
import { authOptions, SESSION_COOKIE } from "./options";

const { db } = testDatabase();
const ORIGIN = "http://localhost:4400";
const PASSWORD = "correct horse battery";
let email: string;
let browser: AuthBrowser;
const assign = vi.fn();

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  vi.stubEnv("NEXTAUTH_URL", ORIGIN);
  vi.stubGlobal("window", { location: { origin: ORIGIN, assign } });
  vi.stubGlobal("fetch", fetchByBrowser);
  ({ email } = await createUser(db, { passwordHash: await hashPassword(PASSWORD) }));
});
beforeEach(() => {
  assign.mockClear();
  browser = authBrowser(authOptions({ db }), { "x-forwarded-for": `198.51.100.7-${email}` });
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** As a page's `fetch` would, brings a request to NextAuth's own handler, cookies and all. */
async function fetchByBrowser(path: string, init?: { method: "POST"; body: URLSearchParams }) {
  const body = Object.fromEntries(init?.body ?? []);
  const answer = await browser.call(init?.method ?? "GET", path.replace("/api/auth/", ""), body);
  return Response.json(answer.body, { status: answer.status });
}

describe("a session of the browser", () => {
  it("starts with the right password", async () => {
    expect(await startSession({ email, password: PASSWORD })).toBeNull();
    expect(browser.cookies.get(SESSION_COOKIE)).toMatch(/\w+/);
  });

  it("says why it doesn't start", async () => {
    expect(await startSession({ email, password: "a wrong one" })).toEqual({
      code: "account.sign-in-refused",
      params: {},
    });
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(false);
  });

  it("ends, and the page with it", async () => {
    await startSession({ email, password: PASSWORD });
    await endSession();
    expect(browser.cookies.get(SESSION_COOKIE) ?? "").toBe("");
    expect(assign).toHaveBeenCalledExactlyOnceWith("/sign-in");
  });
});

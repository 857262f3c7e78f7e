import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "@/e2e/servers/mail/server";
import { createMailer } from "./smtp";

/** Nothing that the redaction of logs would know by its form. */
const PASSWORD = "Qz7hummingbird4Xw9finchVt2wren";
const LOGIN = { user: "ground", password: PASSWORD };
const from = { name: "Groundwork, Inc", address: "ground@mail.example" };

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer({ login: LOGIN });
});
afterAll(() => server.close());
beforeEach(() => {
  server.control({ reset: true });
});

const mailerTo = (port: number, greetingTimeout = 10_000) =>
  createMailer(
    { host: "127.0.0.1", port, secure: false, login: LOGIN, requiresEncryption: false, from },
    { greetingTimeout },
  );
const mail = {
  id: "m1",
  to: "ada@people.example",
  subject: "Hello",
  parts: [
    { text: "Read <b>this</b> & that" },
    { action: "Open", url: "https://ground.example/a?b=1&c=2" },
  ],
};

describe("a mail", () => {
  it("arrives as text and as HTML, from the sender, with an answer going elsewhere", async () => {
    await mailerTo(server.port).send({ ...mail, replyTo: "visitor@home.example" });
    const [{ mail: got, ...envelope } = { mail: null }] = server.mails;
    expect(envelope).toMatchObject({ from: from.address, to: [mail.to] });
    expect(got).toMatchObject({
      from,
      subject: "Hello",
      messageId: "<m1@mail.example>",
      to: [{ address: mail.to }],
      replyTo: [{ address: "visitor@home.example" }],
    });
    expect(got?.text).toContain("https://ground.example/a?b=1&c=2");
    expect(got?.html).toContain("Read &lt;b&gt;this&lt;/b&gt; &amp; that");
    expect(got?.html).not.toMatch(/<img|<script|src=|url\(/i);
    expect(got?.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  });

  it("has no header that its texts could smuggle in", async () => {
    await mailerTo(server.port).send({
      ...mail,
      subject: "Hi\r\nBcc: all@people.example\u2028X-Evil: yes\r\n\r\n<script>",
    });
    const [got] = server.mails;
    expect(got?.to).toEqual([mail.to]);
    expect(got?.mail.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(got?.mail.headers.map(({ key }) => key)).not.toContain("x-evil");
    expect(got?.mail.subject).toBe("Hi Bcc: all@people.example X-Evil: yes <script>");
  });

  it.each([
    "ada@people.example, eve@people.example",
    "ada@people.example\r\nRCPT TO:<eve@people.example>",
    "Ada <ada@people.example>",
    '"ada eve"@people.example',
    "ada@",
    "",
  ])("goes nowhere for the address %j", async (to) => {
    const sending = mailerTo(server.port).send({ ...mail, to });
    await expect(sending).rejects.toMatchObject({ code: "mail.bad-address", retryable: false });
    await expect(mailerTo(server.port).send({ ...mail, replyTo: to })).rejects.toMatchObject({
      code: "mail.bad-address",
    });
    expect(server.tries).toBe(0);
  });
});

describe("a mail server that fails", () => {
  it.each([
    ["refuse", "mail.refused", false],
    ["busy", "mail.busy", true],
    ["hang", "mail.unreachable", true],
    ["cut", "mail.unreachable", true],
    ["lock", "mail.sign-in-refused", true],
    ["leak", "mail.sign-in-refused", true],
  ] as const)("that would %s is told as %s", async (mode, code, retryable) => {
    server.control({ mode });
    const error: unknown = await mailerTo(server.port, mode === "hang" ? 100 : 10_000)
      .send(mail)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, retryable, params: { host: "127.0.0.1" } });
    expect(inspectAll(error)).not.toContain(PASSWORD);
    expect(server.mails).toEqual([]);
  });

  it("is told as unreachable where nothing listens, and where it has no encryption for a password", async () => {
    const gone = await startMailServer();
    await gone.close();
    await expect(mailerTo(gone.port).send(mail)).rejects.toMatchObject({
      code: "mail.unreachable",
      params: { reason: "refused" },
    });
    const strict = createMailer({
      ...{ host: "127.0.0.1", port: server.port, secure: false, login: LOGIN, from },
      requiresEncryption: true,
    });
    await expect(strict.send(mail)).rejects.toMatchObject({
      code: "mail.unreachable",
      params: { reason: "encryption" },
    });
  });
});

/** All that is in an error, its causes and what can't be listed included. */
function inspectAll(value: unknown, depth = 0): string {
  if (typeof value !== "object" || value === null || depth > 5) return String(value);
  return Object.getOwnPropertyNames(value)
    .map((name) => inspectAll((value as Record<string, unknown>)[name], depth + 1))
    .join("\n");
}

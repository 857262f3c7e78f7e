import type { AddressInfo, Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail that was taken, with the envelope it came in. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: Email;
  /** As it came over the wire. */
  readonly raw: string;
}

export interface MailControl {
  /**
   * How it behaves until told otherwise: `refuse` every recipient for good, be `busy`, `hang` after the greeting, `cut` the
   * connection while the mail is handed over, refuse to let anybody in (`lock`), or `leak` what was said to it in its refusal.
   */
  mode?: "work" | "refuse" | "busy" | "hang" | "cut" | "lock" | "leak";
  /** The next mails are taken all the same, but their sender never hears of it. */
  loseAnswers?: number;
  /** Forgets mails and counts. */
  reset?: boolean;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Mails that were begun, taken or not. */
  readonly tries: number;
  control(change: MailControl): void;
  /** Resolves to the next mail to an address that is or will be there. */
  mailTo(address: string, after?: number): Promise<ReceivedMail>;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly port?: number;
  /** Wanted of everybody, where given. */
  readonly login?: { readonly user: string; readonly password: string };
}

const reply = (responseCode: number, text: string) =>
  Object.assign(new Error(text), { responseCode });

/** A real mail server on loopback that keeps what it takes, and fails as told. */
export async function startMailServer({
  port = 0,
  login,
}: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  const sockets = new Set<Socket>();
  const state = { mode: "work" as NonNullable<MailControl["mode"]>, lose: 0, tries: 0 };

  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: login ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect(_, done) {
      if (state.mode === "hang") return;
      done();
    },
    onAuth({ username, password }, _, done) {
      if (state.mode === "leak") {
        done(reply(535, `5.7.8 no such login: ${username ?? ""} ${password ?? ""}`));
        return;
      }
      const right = username === login?.user && password === login?.password;
      done(right && state.mode !== "lock" ? null : reply(535, "5.7.8 who are you"), {
        user: username,
      });
    },
    onRcptTo(_, __, done) {
      state.tries += 1;
      if (state.mode === "refuse") done(reply(550, "5.1.1 nobody of that name"));
      else if (state.mode === "busy") done(reply(451, "4.3.2 try later"));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      if (state.mode === "cut") {
        for (const socket of sockets) socket.destroy();
        return;
      }
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void take(Buffer.concat(chunks), session.envelope).then(() => {
          if (state.lose > 0) {
            state.lose -= 1;
            for (const socket of sockets) socket.destroy();
          } else done();
        });
      });
    },
  });

  type Envelope = {
    readonly mailFrom: false | { readonly address: string };
    readonly rcptTo: readonly { readonly address: string }[];
  };
  async function take(bytes: Buffer, { mailFrom, rcptTo }: Envelope): Promise<void> {
    mails.push({
      from: mailFrom === false ? "" : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      mail: await PostalMime.parse(bytes),
      raw: bytes.toString("utf8"),
    });
    for (const look of waiting) look();
  }

  // What clients that go away leave behind is no concern of the tests.
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });

  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    get tries() {
      return state.tries;
    },
    control({ mode, loseAnswers, reset }) {
      if (reset) {
        mails.length = 0;
        Object.assign(state, { mode: "work", lose: 0, tries: 0 });
      }
      if (mode) state.mode = mode;
      if (loseAnswers !== undefined) state.lose = loseAnswers;
    },
    mailTo: (address, after = 0) =>
      new Promise((resolve) => {
        const look = () => {
          const found = mails.filter(({ to }) => to.includes(address))[after];
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** The address that a mail wants opened. */
export function linkIn({ mail }: ReceivedMail): string {
  const [link] = /https?:\/\/\S+/.exec(mail.text ?? "") ?? [];
  if (!link) throw new Error("No link in this mail.");
  return link;
}

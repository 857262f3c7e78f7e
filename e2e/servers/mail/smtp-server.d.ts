/** The part of the package that the test server uses; it ships no types that fit. */
declare module "smtp-server" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:net";
  import type { Readable } from "node:stream";

  export interface Session {
    readonly id: string;
    readonly secure: boolean;
    readonly envelope: {
      readonly mailFrom: false | { readonly address: string };
      readonly rcptTo: readonly { readonly address: string }[];
    };
  }
  type Done = (error?: Error | null, result?: unknown) => void;
  export class SMTPServer extends EventEmitter {
    readonly server: Server;
    constructor(options: {
      authOptional?: boolean;
      allowInsecureAuth?: boolean;
      disabledCommands?: readonly string[];
      disableReverseLookup?: boolean;
      closeTimeout?: number;
      size?: number;
      logger?: boolean;
      onConnect?: (session: Session, done: Done) => void;
      onAuth?: (
        auth: { username?: string; password?: string },
        session: Session,
        done: Done,
      ) => void;
      onRcptTo?: (address: { address: string }, session: Session, done: Done) => void;
      onData?: (stream: Readable, session: Session, done: Done) => void;
    });
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
  }
}

import type { VisitorProblem } from "@/lib/publication/protocol";

/** Every word of the panel. `{…}` is filled in; lines of a person's own, such as the greeting, come from the builder. */
export interface Words {
  readonly close: string;
  readonly back: string;
  readonly menu: string;
  readonly startAnew: string;
  readonly download: string;
  readonly erase: string;
  readonly eraseSure: string;
  readonly eraseYes: string;
  readonly cancel: string;
  readonly erased: string;
  readonly conversation: string;
  readonly suggestions: string;
  readonly question: string;
  readonly placeholder: string;
  readonly send: string;
  readonly stop: string;
  readonly attach: string;
  readonly dropHere: string;
  readonly removeFile: string;
  readonly fileStates: Readonly<Record<"sending" | "reading" | "ready" | "failed", string>>;
  readonly you: string;
  readonly working: Readonly<Record<"searching" | "reading-files" | "answering", string>>;
  readonly thinking: string;
  readonly reconnecting: string;
  readonly starting: string;
  readonly stopped: string;
  readonly retry: string;
  readonly latest: string;
  readonly citation: string;
  readonly sources: string;
  readonly moreSources: string;
  readonly page: string;
  readonly source: string;
  readonly openDocument: string;
  readonly quoteBegins: string;
  readonly quoteEnds: string;
  readonly unsupported: string;
  readonly refused: string;
  readonly instead: string;
  readonly askAbout: string;
  readonly general: string;
  readonly helpful: string;
  readonly up: string;
  readonly down: string;
  readonly commentUp: string;
  readonly commentDown: string;
  readonly sendComment: string;
  readonly skip: string;
  readonly thanks: string;
  readonly handOver: Readonly<
    Record<"offer" | "explained" | "email" | "message" | "send" | "sent", string>
  >;
  readonly sendLink: string;
  readonly linkSent: string;
  readonly password: string;
  readonly enter: string;
  readonly signIn: string;
  readonly tryInSeconds: string;
  readonly problems: Readonly<Record<VisitorProblem["code"], string>>;
}

/** A text with its `{names}` replaced. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

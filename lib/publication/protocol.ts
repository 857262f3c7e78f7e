/**
 * What the server and a visitor's browser (chat widget, hosted page) say to each other. Types only: the widget is a
 * build of its own and takes nothing else from here. A visitor is told what an answer rests on, never how the
 * workflow works: no node, no score, no prompt, no id of a document.
 *
 * All addresses are below `/api/embed/{publicationId}/`. Every one but `session` wants `Authorization: Bearer <token>`.
 * A refused call is answered with a 4xx or 5xx and a {@link VisitorProblem}; the standard `RateLimit-*` and
 * `Retry-After` headers say when to come back.
 *
 * | call                                    | body → answer                                                        |
 * | --------------------------------------- | -------------------------------------------------------------------- |
 * | POST session                            | {@link SessionRequest} → {@link SessionAnswer}                       |
 * | POST sign-in                            | channel and e-mail → 204, invited or not; the link comes by mail     |
 * | POST questions                          | {@link QuestionRequest} → event stream of {@link VisitorEvent}       |
 * | GET  runs/{runId}/events                | event stream after `Last-Event-ID`, or from the beginning            |
 * | POST runs/{runId}/stop                  | nothing → 204; the stream then ends with `stopped`                   |
 * | POST runs/{runId}/feedback              | {@link FeedbackRequest} → 204                                        |
 * | POST runs/{runId}/hand-over             | {@link HandOverRequest} → 204; people answer by mail                 |
 * | GET  runs/{runId}/citations/{number}    | → {@link SourceExcerpt}                                              |
 * | POST files?name=…                       | the file's bytes → {@link VisitorFile}                               |
 * | GET  files                              | → `VisitorFile[]` of the conversation                                |
 * | DELETE files/{fileId}                   | → 204                                                                |
 * | POST batches?name=…                     | a CSV file → {@link VisitorBatch}; a form that takes them            |
 * | GET  batches/{batchId}                  | → {@link VisitorBatch}                                               |
 * | POST batches/{batchId}/stop             | nothing → 204; no more rows are answered                             |
 * | GET  batches/{batchId}/results          | → the file with answers and sources, as CSV                          |
 * | GET  data                               | → all that is kept of the visitor, as a JSON file                    |
 * | DELETE data                             | → 204; conversations, files and feedback of the visitor are gone     |
 */

export type Channel = "widget" | "page" | "form";

export interface SessionRequest {
  channel: Channel;
  /** What an earlier session gave for keeping; without it the visitor is a new one. */
  visitor?: string;
  /** The conversation to go on with, where it is the visitor's; otherwise a new one begins. */
  conversationId?: string;
  /** A statement about who this is (JWT, HS256), signed by the host page's server with the publication's key. */
  identity?: string;
  /** Of a hosted page that asks for one. */
  password?: string;
  /** Of a link to a hosted page that was made for one person. */
  invitation?: string;
  /** Of a link that was mailed to an invited person who asked for it; works once. */
  signIn?: string;
}

export interface SessionAnswer {
  /** Signed; good for `expiresInMs` at this origin, publication and conversation. */
  token: string;
  expiresInMs: number;
  /** To be kept by the browser and sent with the next {@link SessionRequest}; says nothing but which visitor it is. */
  visitor: string;
  look: Look;
  /** What is asked for, of a form; null for a chat. */
  form: VisitorForm | null;
  /** What was said so far, oldest first. */
  conversation: { id: string; exchanges: Exchange[] };
}

/** How it greets and looks, as the builder chose; texts are in the builder's own words. */
export interface Look {
  title: string;
  /** Shown before the first question; may be empty. */
  greeting: string;
  /** Shown as buttons before the first question, at most six. */
  suggestions: string[];
  /** `#rrggbb`; null for the product's own. */
  accent: string | null;
  theme: "light" | "dark" | "auto";
  position: "right" | "left";
  /** An https address, or a data: address of an image; null shows a letter. */
  avatar: string | null;
  /** BCP 47; null follows the visitor's browser. */
  language: string | null;
  /** Whether a visitor may attach files. */
  files: boolean;
  /** Whether a visitor may hand the conversation over to people. */
  handOver: boolean;
  /** A line below the question field, such as a privacy note; may be empty. */
  footer: string;
}

export interface VisitorForm {
  fields: VisitorFormField[];
  /** Whether a file may be sent that fills it in many times. */
  batch: boolean;
}

export interface VisitorFormField {
  /** As the server knows it, and as a column of a file may be called. */
  name: string;
  type: "text" | "long-text" | "number" | "choice" | "yes-no" | "date";
  label: string;
  help: string;
  required: boolean;
  choices: string[];
}

export type FormValues = Record<string, string | number | boolean | null>;

/** A file whose rows fill in the form, and how far it has come. */
export interface VisitorBatch {
  id: string;
  name: string;
  state: "running" | "stopped" | "done";
  rows: number;
  /** With or without an answer. */
  done: number;
  /** Those that were not answered so far, the first 100 of them. */
  problems: { row: number; message: string }[];
}

/** A question in words, or what was filled into a form. */
export type QuestionRequest = ({ question: string } | { form: FormValues }) & {
  /** Made by the browser for each question: the same one sent twice is asked once (16–64 characters). */
  requestId: string;
};

/**
 * One event of an answer on its way. In the stream each has an `id:` that counts up; a reader that was cut off asks for
 * the events after the last one it has and gets each exactly once. Comment lines keep the connection alive.
 */
export type VisitorEvent =
  | { type: "started"; runId: string }
  /** What the assistant is doing, for a line such as “Searching…”. */
  | { type: "working"; on: "searching" | "reading-files" | "answering" }
  | { type: "words"; text: string }
  /** The words so far are void; the answer begins anew. */
  | { type: "restart" }
  | { type: "answered"; answer: VisitorAnswer }
  | { type: "failed"; problem: VisitorProblem }
  | { type: "stopped" };

export interface Exchange {
  runId: string;
  question: string;
  /** ISO 8601. */
  askedAt: string;
  /** Null while it is under way, and when it failed or was stopped. */
  answer: VisitorAnswer | null;
  state: "running" | "answered" | "failed" | "stopped";
  feedback: "up" | "down" | null;
}

/** `text` is Markdown; `[n]` in it belongs to the citation with that number. */
export interface VisitorAnswer {
  kind: "answered" | "refused";
  text: string;
  citations: VisitorCitation[];
  /** Parts of `text` that no source backs, as offsets in UTF-16 code units, end exclusive. */
  unsupported: { start: number; end: number }[];
  /** Subjects to ask about instead, after a refusal. */
  instead: string[];
  /** What a model says without the documents; to be shown as that. */
  general: string | null;
  /** Where a person can turn; an https: or mailto: address. */
  handOver: { label: string; href: string } | null;
}

export interface VisitorCitation {
  number: number;
  documentName: string;
  /** From 1; null where the format has no pages. */
  page: number | null;
  /** As it stands in the document, character by character. */
  quote: string;
}

/** A quote in its surroundings: `before + quote + after` is a piece of the document as it stands. */
export interface SourceExcerpt extends VisitorCitation {
  before: string;
  after: string;
  headings: string[];
  /** The document's own address, for visitors who are members of the workspace; https only. */
  href: string | null;
}

/** A word to the people who take over, and where they answer. */
export interface HandOverRequest {
  email: string;
  message: string;
}

export interface FeedbackRequest {
  value: "up" | "down" | null;
  /** At most 2,000 characters. */
  comment?: string;
}

export interface VisitorFile {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  state: "reading" | "ready" | "failed";
}

/** Why a call was refused or a question was not answered. */
export interface VisitorProblem {
  /** Stable; the widget has words of its own for those it knows. */
  code:
    | "not-found"
    | "not-live"
    | "origin-refused"
    | "password-needed"
    | "password-wrong"
    | "sign-in-needed"
    | "address-needed"
    | "invitation-needed"
    | "token-expired"
    | "token-refused"
    | "too-many"
    | "spent"
    | "bad-input"
    | "file-refused"
    | "unavailable"
    | "interrupted";
  /** In plain words, for the visitor. */
  message: string;
  /** Name of the field of a form that it is about. */
  field?: string;
  /** Milliseconds until trying again makes sense. */
  retryAfterMs?: number;
}

import type { ConnectorCall } from "./runtime";

/** Words of one look. */
export interface WrittenRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Of secondary importance. */
  readonly faint?: boolean;
  /** Where a click leads. */
  readonly href?: string;
}

/** One paragraph; a line break in its words stays inside it. */
export interface WrittenBlock {
  readonly kind: "title" | "heading" | "subheading" | "text" | "bullet" | "number" | "quote";
  readonly runs: readonly WrittenRun[];
}

/** What belongs together in a document and is written at once. */
export interface WrittenPart {
  /** Tells it apart from the others of its document, for good; at most 200 characters. */
  readonly id: string;
  readonly blocks: readonly WrittenBlock[];
}

export interface WrittenDocument {
  readonly id: string;
  /** Where a person opens it in a browser. */
  readonly url: string;
}

/**
 * For sources where documents can be made as well. A connection may only where its setting `writes` is "yes". Answers get lost
 * and calls come again: neither may make a second document or write a part twice. Throws `connector.may-not-write` with what
 * is missing, besides what every call may throw.
 */
export interface Writing<Credentials = unknown> {
  /** Makes an empty document, or gives the one that an earlier call with the same key made. */
  create(
    call: ConnectorCall<Credentials>,
    ask: { readonly key: string; readonly title: string },
  ): Promise<WrittenDocument>;
  /**
   * Adds parts at the end of a document that `create` gave, in their order, except those that are in it already, and gives the ids of
   * those that it added. What else is in the document is left as it is. Throws `connector.document-gone`,
   * `connector.document-busy`.
   */
  append(
    call: ConnectorCall<Credentials>,
    ask: { readonly id: string; readonly parts: readonly WrittenPart[] },
  ): Promise<readonly string[]>;
}

/** Whether the settings of a connection switch writing on. */
export function mayWrite(settings: { readonly writes?: string | undefined }): boolean {
  return settings.writes === "yes";
}

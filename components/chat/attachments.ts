/** A file of the conversation, from the moment it is chosen. */
export interface Attachment {
  readonly key: string;
  readonly name: string;
  readonly state: "sending" | "reading" | "ready" | "failed";
  /** Why it could not be sent or read, for `errors.<code>`. */
  readonly error: unknown;
}

/** What the chat needs to take files; without it there is nothing to attach them with. */
export interface Attachments {
  /** Oldest first. */
  readonly files: readonly Attachment[];
  readonly attach: (files: readonly File[]) => void;
  readonly remove: (key: string) => void;
}

export const STATE_TONES = {
  queued: "neutral",
  retried: "refuse",
  sent: "accent",
  failed: "danger",
} as const;

/** How a mail is going, in a word of the messages: one that failed and is tried again is told from one that waits. */
export function mailStateOf({
  state,
  error,
}: {
  state: "queued" | "sent" | "failed";
  error: unknown;
}): "queued" | "retried" | "sent" | "failed" {
  return state === "queued" && error !== null ? "retried" : state;
}

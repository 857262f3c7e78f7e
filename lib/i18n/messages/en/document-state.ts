/** How far a document is, in a word or two. */
export const documentState = {
  queued: "Waiting",
  reading: "Reading",
  indexing: "Indexing",
  indexingCount: "Indexing {done, number} of {total, number}",
  ready: "Ready",
  failed: "Failed",
  waiting: "Waiting for the model",
  paused: "Paused",
  skipped: "Skipped",
  stored: "Not searchable yet",
  needsPassword: "Needs a password",
} as const;

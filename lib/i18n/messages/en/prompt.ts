/** What a model is sent. */
export const prompt = {
  title: "What {node} sends to its model",
  ofRun: "Word for word as it was sent with this question. Token counts are estimates.",
  ofLast:
    "As it would be sent now, with the question asked last and the passages found then. Token counts are estimates.",
  ofNone:
    "As it would be sent now. Ask something in Try it, and the passages and the question stand here too. Token counts are estimates.",
  builtIn:
    "The built-in model is sent no prompt: it looks for the sentences that answer in the passages, and quotes them. Choose another model to write answers in its own words.",
  gone: "The values of this step were too large to be kept, so its prompt can't be shown.",
  share:
    "About {tokens, number} of {window, number} tokens, with {answer, number} more kept free for the answer.",
  leftOut:
    "{left, number} of {total, number} passages don't fit and are left out, the least fitting ones.",
  tokens: "{tokens, plural, one {# token} other {# tokens}}",
  part: {
    rules: "Fixed rules",
    instructions: "Your instructions",
    passages: "Passages found",
    question: "Question",
  },
} as const;

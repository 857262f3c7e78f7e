/** What a node says in a run of how it did its work. */
export const nodeNotes = {
  rerankFailed: "The order of the search was kept, because the reranking model failed. {reason}",
  rewordFailed:
    "The question was searched for as it is, because no model could word it otherwise. {reason}",
  reworded: {
    rewrite: "Searched for too, in the words of documents: {wordings}",
    several: "Searched for too, asked in other ways: {wordings}",
    passage: "The like of this made-up passage was searched for too: {wordings}",
  },
  neighbours:
    "{added, plural, =0 {Nothing stands right before or after the passages found.} one {# passage right before or after one found was handed on too.} other {# passages right before or after those found were handed on too.}}",
  documentsAll: "Handed on whole, nothing left out: {whole}.",
  documentsSome:
    "Handed on whole: {whole}. Too long for that, so only the passages found: {partly}.",
  documentsNone: "Too long to be handed on whole, so only the passages found: {partly}.",
  repeats:
    "{leftOut, plural, one {# passage} other {# passages}} left out, of which every word stands in a better one.",
  fallback: "{from} could not answer, so {to} did. {reason}",
  remembered:
    "Given again from memory, at no cost: the model answered this on {at, date, medium} at {at, time, short}.",
  generalFailed: "The model could not answer from general knowledge. {reason}",
  contextAll:
    "{total, plural, one {The one passage} other {All # passages}} sent: about {tokens, number} tokens of the {window, number} that the model takes.",
  contextPart:
    "{sent, number} of {total, number} passages sent: about {tokens, number} tokens. {left, number} left out: over the model's context of {window, number}.",
  unproved: {
    mark: "{unproved, number} of {statements, plural, one {# statement} other {# statements}} without a source, shown and marked.",
    drop: "{unproved, number} of {statements, plural, one {# statement} other {# statements}} without a source, left out.",
    refuse:
      "Refused: only {proved, number} of {statements, plural, one {# statement} other {# statements}} proved.",
  },
} as const;

/** Stores in depth: figures, how they cut documents, a search tried out, and what was deleted. */
export const stores = {
  card: {
    figures: "Figures of {name}",
    tokens: "{count, plural, one {# token} other {# tokens}} (about {words, number} words)",
    size: "on disk",
    sources: "Kept in sync with",
    usedBy: "Used by",
    unused: "No workflow yet. Choose this store in a Vector store node of any workflow.",
    more: "and {count, number} more",
    documents: "Documents",
    documentCount: "{count, plural, =0 {None} one {# document} other {# documents}}",
    failed: "{count, plural, one {# failed} other {# failed}}",
    cut: "Cut into passages",
    found: "Finds passages by",
  },
  rebuild: {
    title: "A new index is being built",
    progress:
      "{total, plural, =0 {Looking what there is to do} one {{done, number} of # document} other {{done, number} of # documents}}. Until it is complete, answers come from the present one.",
    failed:
      "{count, plural, one {# document} other {# documents}} could not be put into the new index, so the present one goes on answering. Give the new one up, or change the settings to build another.",
    cancel: "Give it up",
    cancelTitle: "Give up the new index of {name}?",
    cancelBody:
      "What was built so far is thrown away. The present index goes on answering, as it was.",
    cancelled: "The new index of {name} was given up.",
  },
  usage: {
    workflows:
      "{count, plural, one {This workflow uses it and will show a problem until something else is chosen:} other {These # workflows use it and will show a problem until something else is chosen:}}",
    stores:
      "{count, plural, one {This store loses its passages:} other {These # stores lose its passages:}}",
    none: "No workflow uses it.",
  },
  strategy: {
    label: "Cut documents",
    sentences: "By sentences",
    sentencesHelp:
      "Whole sentences and rows up to a size, never across a heading. Suits most documents.",
    page: "By page",
    pageHelp: "A passage for each page, slide or sheet. Suits presentations and forms.",
    row: "By rows",
    rowHelp: "A passage for every so many rows of a table. Suits price lists and records.",
    heading: "By heading",
    headingHelp: "A passage for all that is under a heading. Suits manuals with short sections.",
    parent: "Small passages within larger ones",
    parentHelp:
      "Small passages are searched, and the larger one around each is what the router and the model read (parent–child). Suits long texts whose sentences need their surroundings.",
  },
  summary: {
    sentences: "Whole sentences, up to {size, number} tokens, {overlap, number} of them repeated",
    page: "A passage for each page, up to {size, number} tokens",
    row: "{rows, plural, one {A passage for every row} other {A passage for every # rows}}, up to {size, number} tokens",
    heading:
      "A passage for each heading down to level {level, number}, up to {size, number} tokens",
    parent:
      "Searched in passages up to {size, number} tokens, read in passages up to {parent, number}",
  },
  chunking: {
    title: "How {name} cuts documents into passages",
    help: "A passage is what is searched, handed to the model and cited. Look at the result on one of your documents before anything is changed.",
    size: "Passage, at most",
    smallSize: "Searched passage, at most",
    parent: "Passage that is read, at most",
    overlap: "Repeated from the passage before",
    rows: "Rows in a passage",
    level: "Down to heading level",
    unit: "tokens, about {words, number} words",
    units: "tokens",
    range: "A whole number from {min, number} to {max, number}.",
    overlapTooLarge: "Must be less than the passage.",
    parentTooSmall: "Must be more than the searched passage.",
    default: "Use the default",
    cost: "{exact, select, true {} other {About }}{passages, plural, one {# passage} other {# passages}} ({tokens, number} tokens) will be embedded anew in the background{where, select, endpoint {, by your model endpoint} other {, on this machine}}. Until they are all there, the present passages go on answering.",
    counting: "Counting what this would take…",
    same: "This is how documents are cut now.",
    apply: "Build the new index",
    started: "The new index of {name} is being built.",
    preview: "Preview",
    document: "Document",
    find: "Find a document",
    noDocuments: "No document of this store has been read yet, so there is nothing to preview.",
    invalid: "Correct the settings to see the passages.",
    passages: "{count, plural, =0 {No passages} one {# passage} other {# passages}}",
    tokens: "Tokens: least {least, number}, median {median, number}, most {most, number}",
    shown: "The first {count, plural, one {passage is} other {# passages are}} drawn.",
    nested: "1.2 is the second searched passage within the first larger one.",
    overlapping: "Text that two passages share is drawn darker.",
    text: "{name}, with its passages",
    choose: "Choose a number, or click the text, to see a passage's size.",
    chosen: "Passage {name}: {tokens, plural, one {# token} other {# tokens}}",
  },
  search: {
    title: "Try a search",
    placeholder: "Ask something that your documents answer",
    limit: "Passages",
    action: "Search",
    results: "{count, plural, =0 {Nothing found} one {# passage} other {# passages}}",
    nothing:
      "No passage shares a word with that question. Try other words, or check that the documents are ready.",
    page: "page {page, number}",
    open: "Read {name} at this passage",
    edited: "Written by {by} in place of what the document says",
    added: "Added by {by}; the document doesn't say it",
    document: "Open the document here",
    surroundings:
      "This small passage was found; the larger one around it, {count, plural, one {# character} other {# characters}}, is what a model reads.",
    asked: "Words of the question",
    wordFound: "found",
    wordMissing: "in none of the passages",
    score: "A router is {percent, number} % sure that these passages answer it",
    scoreLabel: "How sure a router is",
    threshold:
      "{name} asks for {percent, number} %: {sufficient, select, true {answered} other {refused}}",
    standard: "A new workflow",
    limitNote:
      "For the number of passages shown here, and without asking a model: a workflow may be set up otherwise.",
  },
  viewAs: {
    label: "View as",
    you: "Yourself",
    anybody: "Anybody",
    anybodyHint: "As visitors and programs are",
    noted: "It is noted in the history that you looked.",
    readable:
      "{who} may read {readable, number} of {all, plural, one {# document} other {# documents}} in this store",
    unknown:
      "{count, plural, one {Of one it} other {Of # it}} can’t be told who may read {count, plural, one {it} other {them}}: hidden from everybody.",
    notFollowed:
      "{count, plural, one {# is} other {# are}} of a source whose permissions were not read lately: hidden from everybody.",
    unconfirmed: "Nobody has confirmed that {email} is theirs, so nothing shared with it counts.",
    finds: "{who} finds {count, plural, =0 {nothing} one {# passage} other {# passages}}",
    missing:
      "{count, plural, one {One passage that you find is} other {# passages that you find are}} not among them",
    hidden: "A passage of a document that you may not read yourself.",
    whyNot: {
      address: "Address not confirmed",
      "not-a-reader": "May not read it at the source",
      outranked: "May read it, others come first",
    },
  },
  reasons: {
    label: "Why",
    quoted: "“{term}”",
    "no-passages": "Nothing was found.",
    "terms-covered": "The best passage speaks of {terms}.",
    "terms-missing": "Nothing says anything about {terms}.",
    "entity-missing": "{terms} is not mentioned.",
    "number-missing": "{terms} is not given.",
    "answer-type-missing": "No passage has the kind of fact that was asked for.",
    "spread-over-passages": "{terms} stands only in other passages than the best.",
    "weak-match": "Even the best passage is mostly about something else.",
  },
  deleted: {
    intro:
      "Every deletion leaves a receipt: who, when, and what went. From that moment nothing answers from the document; its file goes for good soon after.",
    label: "Receipts of deleted documents",
    column: {
      document: "Document",
      by: "Deleted by",
      when: "When",
      passages: "Passages removed",
      files: "Files",
      check: "Check",
    },
    short:
      "By {by}, {passages, plural, =0 {no passages} one {# passage} other {# passages}} removed",
    purged: "Gone for good",
    purging: "Being removed",
    check: "Still answerable?",
    checkOf: "Still answerable? {name}",
    more: "Show older ones",
    emptyTitle: "Nothing was deleted",
    empty:
      "When a document is deleted, its receipt appears here, with a check whether its questions are still answered.",
  },
  still: {
    title: "Still answerable without {name}?",
    unnamed: "this document",
    help: "The questions that were answered from it are asked again: the same search and the same router as in the workflow now, no model.",
    asking: "Asking again…",
    none: "No question was ever answered from this document, so there is nothing to ask again.",
    summary:
      "{count, plural, one {# question was answered from it.} other {# questions were answered from it.}}",
    refusedCount:
      "{count, plural, =0 {None is refused now} one {# is refused now} other {# are refused now}}",
    answeredCount:
      "{count, plural, =0 {none is answered from anything else} one {# is still answered from other documents} other {# are still answered from other documents}}",
    refused: "Refused now",
    answered: "Still answered",
    unknown: "Can't be told",
    unknownHelp: "The workflow has no router with a store behind it.",
    from: "From:",
    sure: "{percent, number} % sure, {threshold, number} % asked for",
    asked: "Asked in {workflow}",
    again: "Ask again",
  },
} as const;

/** What the mails say that Groundwork sends. */
export const mails = {
  test: {
    subject: "A test mail from Groundwork",
    body: "Hello {name},\nyou asked for this mail in the settings of “{workspace}”. It arrived, so invitations and notices arrive too.",
    open: "Open the settings",
  },
  invitation: {
    subject: "{by} invites you to {workspace}",
    body: "{by} invites you to work in “{workspace}” as {role, select, owner {an owner} admin {an admin} builder {a builder} other {a viewer}}.",
    open: "Accept the invitation",
    note: "The link works once, until {date, date, long}. It is for {email} alone. If you don’t know who this is from, leave it: nothing happens without you.",
  },
  pageInvitation: {
    subject: "{by} invites you to {title}",
    body: "{by} invites you to ask questions in “{title}”. Answers come from documents and show where they stand.",
    open: "Open it",
    note: "The link is yours alone, for {email}, and works until {date, date, long}. Whoever has it comes in as you: don’t pass this mail on.",
  },
  pageSignIn: {
    subject: "Your link to {title}",
    body: "You asked to be let in to “{title}”.",
    open: "Open it",
    note: "The link works once, for {minutes, number} minutes. If you did not ask for it, leave it: nobody comes in without it.",
  },
  handOver: {
    subject: "A visitor of “{name}” asks for a person",
    body: "Somebody who asked “{name}” wants to go on with a person. Answer this mail, and your answer goes to {email}.",
    says: "They say:",
    conversation: "The conversation so far",
    asked: "Asked:",
    answered: "Answered:",
    refused: "Refused, since the documents don’t have it:",
    unanswered: "There was no answer.",
    source: "[{number}] {name}",
    sourcePage: "[{number}] {name}, page {page}",
    restricted: "The answers are left out: they come from documents that not everybody may read.",
    open: "Open the conversation",
    note: "The address {email} is what the visitor entered; nobody checked it. What is quoted was written by the visitor or by the assistant.",
  },
  sync: {
    failingSubject: "“{source}” keeps failing to sync",
    failingBody:
      "“{source}” in “{workspace}” could not be synced{count, plural, one {} other { {count, number} times in a row}}. The reason:",
    failingNext:
      "Nothing was removed: what was synced before still answers, and may be out of date.",
    failingNote: "There is no further mail about this until it works again.",
    recoveredSubject: "“{source}” syncs again",
    recoveredBody: "“{source}” in “{workspace}” was synced. Nothing more has to be done.",
    open: "Open the source",
  },
  /** The text of what is sent to the address for alerts. */
  alert: {
    test: "This is a test from Groundwork. Sources of “{workspace}” that keep failing are told here.",
    failing:
      "“{source}” in “{workspace}” could not be synced{count, plural, one {} other { {count, number} times in a row}}. {reason} {url}",
    recovered: "“{source}” in “{workspace}” syncs again. {url}",
  },
} as const;

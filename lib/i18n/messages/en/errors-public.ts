/** What visitors and programs are told, who have the text from the server: no page of ours shows these. */
export const publicErrors = {
  "hand-over.not-offered": "Nobody takes conversations over here at the moment.",
  "visitor.not-found": "This is not there, or not any more.",
  "visitor.not-live": "This assistant is not available at the moment.",
  "visitor.origin-refused": "This assistant may not be used on this site.",
  "visitor.password-needed": "This page asks for a password.",
  "visitor.password-wrong": "This password is not right. Check it and try again.",
  "visitor.address-needed":
    "This is for people who were invited. Enter your e-mail address to get a link.",
  "visitor.invitation-needed":
    "This is for people who were invited. Open it by the link in your invitation.",
  "visitor.sign-in-needed": "This is for people who are signed in. Sign in to use it.",
  "visitor.token-expired": "Your session has ended. It begins anew with your next question.",
  "visitor.token-refused": "Your session is not valid. Load the page again.",
  "visitor.too-many": "These were many questions in a short time. Wait a moment, then ask again.",
  "visitor.spent":
    "This assistant has answered all that it may for now. Please come back later, or turn to a person.",
  "visitor.bad-input": "This could not be understood. Change it and try again.",
  "visitor.file-refused":
    "This file could not be taken. Try a smaller one, or one of another format.",
  "visitor.unavailable": "The assistant can't answer at the moment. Try again in a while.",
  "visitor.interrupted": "The answer was interrupted. Ask again.",
  "api.key-refused":
    "This API key is not valid: it is unknown, expired or revoked, or the API is not switched on for it.",
  "api.too-many":
    "These were more questions than this API key may ask in a minute. Try again later.",
  "api.request-name-taken":
    "Another question was sent under this idempotency key. Use a new key for each question.",
  "form-batch.closed": "Files can't be sent to this form.",
  "form-batch.busy": "The file before this one isn't done yet. Wait for it, or stop it first.",
  "form-batch.unreadable":
    "This file can't be read as a table. Save it as CSV, with the names of the fields in its first row.",
  "form-batch.no-columns":
    "No column of this file belongs to a field. Name them in the first row: {names}.",
  "form-batch.too-many":
    "This file has {rows, number} rows, more than the {limit, number} that can be sent at once. Send it in parts.",
  "form-batch.stopped": "Stopped before this row.",
  "form-batch.not-found": "This file is not there any more. Send it again.",
} as const;

/** Texts of `errors.<code>` for connections to sources outside. `reason` is a fixed word from lib/connectors/_contract. */
export const connectorErrors = {
  "connector.throttled":
    "{host} asked to be left alone for a while, because it was called too often. Nothing is lost: it goes on by itself when that time is over.",
  "connector.reconnect":
    "{reason, select, unsigned {Nobody has signed in at the source yet. Open Connections and sign in.} other {The source doesn’t accept this connection any more: {reason, select, expired {what it was connected with has expired} revoked {access was taken back there} clock {the clock of this server is too far off} other {what it was connected with is refused}}. Open Connections and enter it again.}} Nothing was removed here.",
  "connector.incomplete":
    "Something this connection needs is missing. Test it under Connections to see what. Nothing was removed here.",
  "connector.unreadable-place":
    "{place} can’t be read: {reason, select, missing {it isn’t there} forbidden {this connection may not see it} locked {it is locked at the moment} region {it is in the region {region}; enter that one in the connection} other {the source refused it}}. What was taken from it before stays.",
  "connector.no-answer":
    "{host} gave no usable answer. Try again; if it happens again, look whether the service has an outage. Nothing was removed here.",
  "connector.refused":
    "{host} refused a request (status {status}). Test the connection to see what is missing. Nothing was removed here.",
  "connector.unencrypted":
    "{host} offers no encryption. Switch it on there, or connect without it where nobody else can listen. Nothing was sent there.",
  "connector.query-refused":
    "The database {host} refuses what it was asked ({code}). Test the connection to see what it says. Nothing was removed here.",
  "connector.no-key":
    "{place, select, none {Nothing tells the rows of the query apart} other {Nothing tells the rows of {place} apart}}. Enter the column that does in the connection, under “What tells rows apart”. Nothing was removed here.",
  "connector.item-gone":
    "The file wasn’t there any more when it was fetched. The next sync looks again.",
  "connector.item-changed":
    "The file was changed while it was being fetched. The next sync takes it as it is then.",
  "connector.item-refused":
    "{reason, select, forbidden {The connection may not read this file. Grant it reading at the source.} archived {The file is in an archive and would have to be restored there first.} encrypted {The file is encrypted at the source, and the connection may not decrypt it.} size {It is larger than this source takes.} infected {The source reports malware in this file.} kind {This kind of file has no content that can be read.} name {The file has a name that no request can carry. Rename it at the source.} own {Groundwork wrote this document from a conversation. Answers are not made from answers.} other {The source doesn’t give out this file.}}",
  "connector.cut-short":
    "The connection broke off before the whole file had come. The next sync fetches it again.",
  "connector.foreign-host":
    "The source wanted to be called at {host}, which is not its own address. Nothing was sent there. Tell your administrator.",
  "connector.may-not-write":
    "This connection can’t write documents: {reason, select, off {writing is switched off in it} scope {writing was not granted when somebody signed in} delegation {domain-wide delegation was not granted for the scope drive.file} api {the Google Docs API or the Google Drive API is switched off in its project} other {the service does not let it change this document}}. Nothing was written. An administrator can change that under Connections: {reason, select, off {edit it, switch writing on and connect it again} scope {sign in again and leave everything ticked} delegation {the steps are in its form} api {the steps are in its form} other {test it to see what is missing}}.",
  "connector.document-gone":
    "The document isn’t there any more: {reason, select, trashed {somebody moved it to the bin} other {it was deleted, or the connected account may no longer open it}}. Nothing was written. Restore it there, or save everything into a new one.",
  "connector.document-busy":
    "Somebody is changing the document at this moment. Nothing was added. Try again when they have paused.",
  "connector.sign-in":
    "Signing in at the source did not work: {reason, select, denied {access was not granted there} expired {it took too long} session {you came back to an address at which you were not signed in; open Groundwork at the address that the redirect address begins with} scopes {not everything that is needed was granted} other {the source refused it}}. Try again.",
} as const;

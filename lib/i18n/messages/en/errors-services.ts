/** Texts of `errors.<code>` for what people, their workspaces and their documents meet. */
export const errorsServices = {
  "budget.used-up":
    "What may be spent on models this month ({limit, number, ::currency/USD}) is spent. An admin can raise the budget under Insights; next month it begins anew.",
  internal: "Something on the server went wrong. It was noted in the log. Try again in a moment.",
  "account.closed":
    "This installation already has an owner. Ask an administrator of your workspace for an invitation link.",
  "account.email-taken": "There is already an account with this e-mail address. Sign in instead.",
  "account.sign-in-refused": "E-mail or password is not right. Check both and try again.",
  "account.too-many-attempts":
    "There were too many attempts to sign in. Try again in {minutes, plural, one {# minute} other {# minutes}}.",
  "account.wrong-password": "Your present password is not right. Check it and try again.",
  "connection.bad-url":
    "That address can't be used. It has to start with https:// or http:// and hold no user name or password.",
  "connection.key-required":
    "This provider needs an API key. Make one on its page for keys, and paste it here.",
  "connection.embeds":
    "“{store}” is searched with this connection, so it can't be removed. Choose another model for that store first.",
  "connection.no-chat":
    "This connection can't answer questions. Choose another model in the Model node.",
  "connection.no-embeddings":
    "This connection can't prepare documents for search. Choose another model for the store.",
  "connection.no-rerank":
    "This connection can't put passages in order. Choose another one in the Vector store node.",
  "alert.not-found": "There is no address for alerts. Enter one first.",
  "alert.too-many": "That was asked for often within a few minutes. Try again a little later.",
  "alert.refused":
    "{host} did not take the message (status {status}). Look whether the address is still the right one.",
  "connection.not-found":
    "This model connection doesn't exist any more. Choose another one where it is used.",
  "connection.unknown-provider":
    "This installation doesn't know the provider “{provider}”. Choose one of the list.",
  "conversation-document.restricted":
    "This conversation was answered from documents that not everybody may read. It is not written into a document outside, where others could read it.",
  "conversation-document.nothing-yet":
    "Nothing in this conversation has been answered yet. Save it when the answer is there.",
  "conversation-document.later":
    "{host} asked to be left alone for a while, because it was called too often. Nothing is lost. Try again in {seconds, number} seconds.",
  "conversation-document.being-made":
    "Somebody else is saving this conversation at this moment. Try again in a minute.",
  "conversation-file.not-found":
    "This file is not there any more: it was removed, or its time was over. Attach it again to go on with it.",
  "conversation-file.not-taken":
    "This assistant reads no files. To let it, add a “Visitor's files” node to the workflow.",
  "conversation-file.picture-too-large":
    "{name} is too large for a model to look at. Attach a picture of at most {limit, number} MB.",
  "conversation-file.quota":
    "All conversations of this workspace together hold as many files as they may. Remove files that aren't needed any more, or try again later: files go by themselves some time after their last use.",
  "conversation-file.too-long":
    "This file has too much text for a conversation ({passages, number} passages, at most {limit, number}). Attach the part that matters, or add it to the documents of the workspace.",
  "conversation-file.too-many":
    "A conversation holds at most {limit, plural, one {# file} other {# files}}. Remove one first.",
  "conversation-file.unreadable":
    "“{name}” could not be read, so the question was not answered. Remove the file or attach another, then ask again.",
  "conversation.not-found": "This conversation doesn't exist any more. Start a new one.",
  "correction.all-excluded":
    "Every passage of this document was excluded by hand, so nothing of it can be found. Open it and take one of the exclusions back.",
  "correction.not-found":
    "This correction was taken back or replaced by somebody else. Look at the passage again.",
  "correction.outdated":
    "A newer version of this document answers by now. Open it again and correct that one.",
  "correction.taken":
    "Somebody corrected this passage a moment ago. Look at it again before you change it.",
  "correction.too-many":
    "A document can have at most {limit, number} corrections. Change the file itself and upload it again.",
  "database.busy":
    "The database had too much to do and nothing was changed. Try again in a moment.",
  "document.cancelled": "Preparing this document was stopped by hand. Try again to go on with it.",
  "document.deleted":
    "“{name}” was deleted by {by}, so nothing of it can be shown or found any more.",
  "publication.nobody":
    "Nobody was chosen who may use this, so it can't be switched on. Choose who may first.",
  "publication.no-password":
    "This page is to ask for a password, and none was set yet. Set one first.",
  "publication.no-form":
    "The published version has no Form input, so there is no form to offer. Add one, then publish.",
  "publication.no-chat":
    "The published version has no Chat input, so there is nothing to chat with. Add one, then publish.",
  "form.invalid":
    "“{field}” can't be taken: {problem, select, missing {it has to be filled in} unknown {there is no such field} number {it has to be a number} choice {it has to be one of the choices} yesno {it has to be yes or no} date {it has to be a day such as 2031-02-28} long {it is too long} other {it has to be text}}.",
  "form.not-taken": "This assistant takes no form. Ask it a question instead.",
  "form.no-chat": "This assistant takes no question in words. Fill in its form instead.",
  "publication.not-live":
    "No version of this workflow is published yet, so there is nothing to offer. Publish one first.",
  "publication.not-found": "This assistant is not offered any more.",
  "api-key.not-found": "This key doesn't exist any more. Make a new one.",
  "document.duplicate":
    "“{name}” of this source has exactly the same content, so this file was not read again. To have it read all the same, try again.",
  "document.empty": "This file is empty, so there is nothing to read. Choose another file.",
  "document.not-found": "This document doesn't exist any more, or it has not been read yet.",
  "document.too-many-tags":
    "A document can have {limit, plural, one {# tag} other {# tags}} at most. Take some away first, or choose fewer documents.",
  "health.no-database": "The database does not answer. Try again in a moment.",
  "indexing.gone": "This document was deleted while it was being prepared.",
  "indexing.model-unavailable":
    "The embedding model {host} was busy or could not be reached for {minutes, plural, one {# minute} other {# minutes}}. Check the connection under Models, then try again.",
  "invitation.already-member": "This person is already a member of the workspace.",
  "invitation.invalid":
    "This invitation can't be used. It may have been used, withdrawn or become too old, or it is for another e-mail address. Ask for a new one.",
  "invitation.not-found": "This invitation is not open any more.",
  "job.lost":
    "Preparing this document stopped the server's worker several times. Try again; if it fails again, the file may be too large or damaged.",
  "member.last-owner": "A workspace needs an owner. Make somebody else owner first.",
  "member.not-found": "This person is not a member of the workspace any more.",
  "member.owner-only": "Only owners can make, change or remove owners. Ask an owner to do it.",
  "model-policy.default-forbidden":
    "“{model}” can't be what new steps start with while these rules forbid it. Allow it, or choose another default.",
  "model-policy.default-unable":
    "“{model}” can't do what it would be the default for. Choose another default.",
  "model-policy.model":
    "The model “{model}” may not be used in this workspace. Choose another one where it is used, or ask an admin to allow it under Models.",
  "model-policy.provider":
    "Models of {provider} may not be used in this workspace. Choose another one where it is used, or ask an admin to allow it under Models.",
  "named-model.exists": "This model has a name already: “{name}”. Change that one instead.",
  "named-model.name-taken": "Another model is called “{name}” already. Choose another name.",
  "named-model.not-found": "This named model doesn't exist any more. Reload the page.",
  "network.invalid-host":
    "That is not a host and port. Write a name or an address without http://, and a port from 1 to 65535.",
  "network.not-found": "This host was not on the list any more.",
  "node.not-found":
    "This node is not in the saved workflow yet. Wait until it is saved, then try again.",
  "permission.missing": "Your role in this workspace doesn't allow this. Ask an administrator.",
  "request.cross-site":
    "This request came from another site and was refused. Open Groundwork itself.",
  "request.invalid": "The server did not understand this request. Reload the page and try again.",
  "request.unknown": "The server doesn't know this request. Reload the page and try again.",
  "router.unclear-topic":
    "The model didn't say which topic the question belongs to. Try again, choose another model, or let the built-in one decide.",
  "search.reword-timeout":
    "The model that words the question otherwise didn't answer in time. Choose another in the Vector store, or search for the question alone.",
  "search.reworded-nothing":
    "The model gave no other wording. Choose another in the Vector store, or search for the question alone.",
  "router.judge-timeout":
    "The model that judges the passages didn't answer in time. Try again, or choose another under “Judged by” in the router.",
  "router.unclear-judgement":
    "The model that judges the passages gave no clear judgement. Try again, or choose another under “Judged by” in the router.",
  "router.no-store":
    "No Vector store is connected to this router. Connect its passages to one and choose what to search.",
  "run.interrupted":
    "The server was restarted while this question was being answered. Ask it again.",
  "run.not-found": "This run doesn't exist any more.",
  "session.missing": "You are not signed in any more. Sign in again.",
  "session.no-secret":
    "The server was started without NEXTAUTH_SECRET, so nobody can sign in. Ask your administrator.",
  "source-connection.not-found":
    "This connection doesn't exist any more. Somebody may have removed it. Choose another one.",
  "source-connection.unknown-type":
    "This version of Groundwork knows no source of this kind. Choose one from the list.",
  "source-connection.bad-value":
    "What was entered doesn't fit. Look at the fields again, and correct what is empty or written differently than its example.",
  "source-connection.no-sign-in":
    "Nobody signs in for this connection: it was set up with keys. Add another one to sign in.",
  "source-connection.in-use":
    "“{source}” is kept in sync with this connection. Delete that source first, under Knowledge.",
  "sync.not-found":
    "This source isn't kept in sync with anything any more. Somebody may have deleted it.",
  "sync.unknown-caller":
    "This call didn’t come from the service that was asked to tell of changes. Nothing was done.",
  "sync.bad-scope": "What was picked can't be synced. Pick a bucket or a folder from the tree.",
  "sync.permissions-unable":
    "{source} doesn't tell who may read a file, so that permissions can't be respected. Sync only what everybody who asks may read.",
  "sync.permissions-schedule":
    "A source whose permissions are respected has to be synced at least once a day, or they would be out of date. Choose how often.",
  "sync.permissions-untold":
    "This connection isn't told who may read what: {reason, select, role {grant the app Sites.FullControl.All and consent again; with less Microsoft leaves out entries without saying so} groups {let it read who is in groups: GroupMember.Read.All at Microsoft, admin.directory.group.readonly at Google} person {connect Google Drive with a service account; Google tells an app that somebody signed in to nothing about groups} other {look at its steps again}}. Until then permissions can't be respected.",
  "sync.permissions-expected":
    "Another source of this connection respects permissions, so one that doesn't can be added by an owner or admin alone. Switch Respect permissions on, or ask them.",
  "source.managed":
    "This source respects permissions, so its settings, removals from it and its deletion are for owners and admins. Ask one of them.",
  "source.not-found": "This source doesn't exist any more. Choose another one.",
  "store.not-found": "This store doesn't exist any more. Choose another one.",
  "test-question.no-model":
    "No Model node of this workflow uses a connected model, and the built-in one can't make questions. Choose a model there, or write the questions yourself.",
  "test-question.no-passages":
    "There is nothing to ask about yet: no document of this router's store is ready. Wait until one is, or add one.",
  "upload.damaged":
    "This file did not arrive as it was sent. Send it again; if it happens again, check the connection.",
  "upload.incomplete":
    "{missing, plural, one {One part of this file has} other {# parts of this file have}} not arrived yet. Go on sending.",
  "upload.not-found":
    "This upload was completed, given up or left alone for more than a day. Send the file again.",
  "upload.too-much":
    "Too much is being uploaded to this workspace at the same time. Wait until some of it is complete, then send this file again.",
  "upload.wrong-part":
    "Part {number, number} of this file has the wrong size. Send the file again.",
  "version.locked":
    "What is live was locked by {by}, so nothing was changed. Whoever locked it, or an admin, can unlock it under Versions.",
  "version.not-found": "This version doesn't exist any more. Look at the list of versions again.",
  "version.unchanged": "Exactly this is live already, so there is nothing new to publish.",
  "workflow.not-found": "This workflow doesn't exist any more.",
  "workflow.not-runnable":
    "This workflow can't run yet: it has {count, plural, one {# problem} other {# problems}}. Open the list of problems to mend {count, plural, one {it} other {them}}.",
  "workflow.stale":
    "Somebody saved this workflow after you opened it. Look at their changes, then save again.",
  "workspace.not-found": "This workspace doesn't exist, or you are not a member of it.",
} as const;

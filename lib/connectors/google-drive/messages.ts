import { FILES } from "@/lib/connectors/_contract/words";

/** What an app may that has this scope: make files, and see and change those. */
const WRITE = "https://www.googleapis.com/auth/drive.file";

const PROJECT =
  "In the Google Cloud console, choose or make a project, and under APIs & Services → Library turn on the Google Drive API.";

/** Words of the connector, for people who set it up. */
export const messages = {
  label: "Google Drive",
  description:
    "Files and Google’s own documents in My Drive and in shared drives. Files are read and never changed; where you switch it on, Google Docs of its own are made. Whoever uses an assistant is answered from all files that this connection reads, also from those that person may not open there.",
  pick: "Drive or folder",
  documents: "Google Docs",
  words: FILES,
  methods: {
    "sign-in": {
      label: "Sign in with Google",
      description: "Somebody signs in, and what that person can open is read.",
      steps: [
        { text: PROJECT },
        {
          text: "Open OAuth consent screen. Choose Internal, so that the sign-in does not end after seven days, and add this scope. It allows reading files and nothing else.",
          copy: "https://www.googleapis.com/auth/drive.readonly",
        },
        {
          text: "Open Credentials → Create credentials → OAuth client ID → Web application, add this as an authorised redirect address, and paste the client’s ID and secret here.",
          copy: "{redirectUri}",
        },
        {
          text: "Only to save conversations as Google Docs: turn on the Google Docs API too, add this scope to the consent screen, and switch writing on below. It allows making files and changing those, and no others.",
          copy: WRITE,
        },
      ],
    },
    "service-account": {
      label: "Service account",
      description:
        "An account of your project reads for one person of your Google Workspace, without anybody signing in.",
      steps: [
        {
          text: PROJECT,
        },
        {
          text: "Open IAM & Admin → Service accounts → Create service account. Under Keys add a key of the kind JSON, and paste the whole file here.",
        },
        {
          text: "In the Google Admin console, open Security → API controls → Domain-wide delegation → Add new, enter the account’s client ID (it is in the file) and this scope. It allows reading files and nothing else.",
          copy: "https://www.googleapis.com/auth/drive.readonly",
        },
        {
          text: "Enter the address of the person to read for: a member of every shared drive that you want to use.",
        },
        {
          text: "Only to save conversations as Google Docs: turn on the Google Docs API too, delegate this scope beside the other one, and switch writing on below. It allows making files and changing those, and no others.",
          copy: WRITE,
        },
      ],
    },
  },
  fields: {
    clientId: { label: "Client ID", placeholder: "….apps.googleusercontent.com" },
    clientSecret: { label: "Client secret", help: "Stored encrypted and never shown again." },
    serviceAccountKey: {
      label: "Key of the service account",
      help: "The whole JSON file. Stored encrypted and never shown again.",
      placeholder: '{"type":"service_account",…}',
    },
    person: {
      label: "Read as",
      help: "The e-mail address of a person in your Google Workspace.",
      placeholder: "documents@example.com",
    },
    writes: {
      label: "May write Google Docs",
      help: "Conversations can then be saved as Google Docs in the Drive of the connected account. Only documents made this way can be changed.",
    },
    loginHost: {
      label: "Sign-in address",
      help: "Only where Google is reached by a proxy of your own.",
      placeholder: "https://accounts.google.com",
    },
    apiHost: {
      label: "API address",
      help: "Only where Google is reached by a proxy of your own.",
      placeholder: "https://www.googleapis.com",
    },
  },
  checks: {
    permissions: {
      ok: "Who may read a file can be told.",
      missing:
        "Who may read a file can’t be told: {reason, select, groups {delegate the scope admin.directory.group.readonly to the service account, so that the members of groups are known, and let it speak for an administrator} other {connect with a service account; Google does not tell an app that somebody signed in to who is in a group}}.",
    },
    credentials: {
      ok: "Google accepts the connection.",
      missing:
        "Google doesn’t accept the connection: {reason, select, client {the client’s ID or secret is wrong} key {the pasted file is no key of a service account, or the key was deleted} delegation {domain-wide delegation was not granted for the scope of Drive} person {there is no such person, or the person is suspended; also check that this server’s clock is right} unsigned {nobody has signed in yet} revoked {access was taken back; sign in again} other {Google refuses it}}.",
    },
    writing: {
      ok: "Google Docs can be written.",
      missing:
        "Google Docs can’t be written: {reason, select, scope {writing was not granted; sign in again and leave everything ticked} delegation {delegate the scope drive.file to the service account} api {turn on the Google Docs API in the project} other {Google refuses it}}. Reading is not affected.",
    },
    drive: {
      ok: "Files of {account} can be read.",
      missing:
        "Files can’t be read. Turn on the Google Drive API in the project, and grant the scope drive.readonly.",
    },
  },
} as const;

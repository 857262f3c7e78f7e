const steps = [
  {
    text: "Make a user that may only read what assistants may answer from. Groundwork only reads, and the database is told to refuse anything else; a user that can’t write is the second lock.",
    copy: "create role groundwork login password '…';\ngrant usage on schema public to groundwork;\ngrant select on all tables in schema public to groundwork;",
  },
  {
    text: "Enter where the database is, its name, and that user. A database inside your network has to be allowed by host and port under Settings → Private hosts first.",
  },
  {
    text: "Leave the query empty to pick a table or view afterwards. Enter one where rows have to be chosen or put together first: each row it gives becomes a document.",
  },
  {
    text: "Columns are found by their usual names. The test says which, and you correct what isn’t right.",
  },
] as const;

/** All texts of the connector. */
export const messages = {
  label: "PostgreSQL",
  description:
    "Rows of a table, a view or a query of a PostgreSQL database. Each row becomes a document; nothing is changed there.",
  pick: "Table or view",
  words: {
    item: "row",
    items: "rows",
    heading: "Row",
    icons: { branch: "database", leaf: "table" },
    taken: "Each of its rows becomes a document.",
  },
  methods: {
    encrypted: {
      label: "Encrypted",
      description:
        "For every database that is reached over a network. The server has to show its own certificate.",
      steps,
    },
    plain: {
      label: "Not encrypted",
      description: "Only for a database on the same machine that offers no encryption.",
      steps,
    },
  },
  fields: {
    host: { label: "Host", placeholder: "db.example.com" },
    port: { label: "Port", placeholder: "5432" },
    database: { label: "Database" },
    user: { label: "User" },
    password: { label: "Password", help: "Stored encrypted and never shown again." },
    certificate: {
      label: "Certificate of the authority",
      help: "Only if the server’s certificate comes from an authority of your own or of your hoster, as a PEM file has it.",
      placeholder: "-----BEGIN CERTIFICATE-----",
    },
    query: {
      label: "Query",
      help: "One SELECT. It is run once to see what changed, and again for each few thousand rows that are fetched.",
      placeholder: "select id, title, body, updated_at from articles where published",
    },
    id: {
      label: "What tells rows apart",
      help: "Else the primary key, or a column with a usual name. Several columns with commas between them.",
      placeholder: "id",
    },
    title: { label: "Title of a row", placeholder: "title" },
    text: {
      label: "Text of a row",
      help: "One column or several, with commas between them. HTML is understood.",
      placeholder: "question, answer",
    },
    link: {
      label: "Address of a row",
      help: "Where people open it, shown with an answer.",
      placeholder: "url",
    },
    changed: { label: "Time of the last change", placeholder: "updated_at" },
  },
  checks: {
    reach: {
      ok: "The database answers, and lets nothing be written on this connection.",
      missing:
        "The database can’t be read: {reason, select, password {it refuses this user or password} missing {there is no such database} unencrypted {it offers no encryption. Switch that on there, or connect without it where nobody can listen} certificate {its certificate is not one to trust. Enter that of its authority} other {this user may not read there}}.",
    },
    tables: {
      ok: "{count, plural, one {# table or view} other {# tables and views}} can be read.",
      missing: "This user may read no table and no view. Grant it select on what is to be read.",
    },
    query: {
      ok: "The query gives rows.",
      missing: "The database refuses the query: {said}",
    },
    id: {
      ok: "“{field}” tells rows apart.",
      missing:
        "{reason, select, none {Nothing tells the rows apart. Enter the column that does.} other {Some rows have the same “{field}”, or none. Enter a column that each row has its own of.}}",
    },
    columns: {
      ok: "{place, select, none {} other {For example {place}: }}{title, select, none {rows have no titles} other {“{title}” is the title}}, {text, select, all {all columns are the text} empty {and there are no rows yet} other {“{text}” the text}}{link, select, none {} other {, “{link}” the address}}{changed, select, none {} other {, “{changed}” the time of the last change}}.",
      missing: "No row has a text in the columns that were entered.",
    },
  },
} as const;

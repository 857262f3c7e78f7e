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
} as const;

/** Signing in and making an account. */
export const auth = {
  tagline:
    "Assistants that answer only from your documents, show their sources, and say so when they can't.",
  email: "E-mail",
  password: "Password",
  yourName: "Your name",
  company: "Company or team",
  companyHelp: "Your workspace gets this name. You can change it later.",
  passwordHelp:
    "At least {min, number} characters. A few words in a row are easy to remember and hard to guess.",
  signIn: {
    title: "Sign in",
    action: "Sign in",
  },
  noWorkspace: {
    title: "You are in no workspace",
    intro: "Ask for an invitation to an existing one, or make a workspace of your own.",
    action: "Make a workspace",
  },
  register: {
    ownerTitle: "Set up Groundwork",
    ownerIntro:
      "You are the first person here, so you become the owner. Everything stays on this machine.",
    ownerAction: "Create account and open the workspace",
    invitedTitle: "Join {workspace}",
    invitedIntro:
      "You were invited as {role, select, owner {an owner} admin {an admin} builder {a builder} other {a viewer}}.",
    invitedAction: "Join {workspace}",
    closedTitle: "You need an invitation",
    closedBody:
      "This installation already has an owner. Ask them, or an admin, for an invitation link.",
    invalidTitle: "This invitation can't be used",
    haveAccount: "I have an account: sign in",
  },
} as const;

import { FILES } from "@/lib/connectors/_contract/words";

const REGISTER =
  "In the Microsoft Entra admin center, open App registrations → New registration, and give it a name. Copy the Application (client) ID and the Directory (tenant) ID of its overview to the form.";
const GRANT =
  "Open API permissions → Add a permission → Microsoft Graph → Application permissions, add Sites.Read.All, and choose Grant admin consent. It lets the app list sites and read their files, and change nothing.";
/** Words of the connector, for people who set it up. */
export const messages = {
  label: "SharePoint",
  description:
    "Files in the document libraries of Microsoft SharePoint and OneDrive for Business. Files are read and never changed.",
  pick: "Site, library or folder",
  words: FILES,
  methods: {
    "app-secret": {
      label: "App with a secret",
      description: "An app of your tenant reads on its own, without anybody signing in.",
      steps: [
        { text: REGISTER },
        { text: GRANT, copy: "Sites.Read.All" },
        {
          text: "Open Certificates & secrets → New client secret, and paste its value (not its ID) here. Note when it ends: the connection stops on that day.",
        },
      ],
    },
    "app-certificate": {
      label: "App with a certificate",
      description: "As with a secret, but nothing that could be copied travels.",
      steps: [
        { text: REGISTER },
        { text: GRANT, copy: "Sites.Read.All" },
        {
          text: "Make a key and a certificate, upload the certificate under Certificates & secrets → Certificates, and paste the contents of both files here, one after the other.",
          copy: "openssl req -x509 -newkey rsa:2048 -nodes -days 730 -subj /CN=groundwork -keyout key.pem -out certificate.pem",
        },
      ],
    },
    "sign-in": {
      label: "Sign in",
      description:
        "Somebody signs in, and what that person can open is read. Ends when the password is changed.",
      steps: [
        { text: REGISTER },
        {
          text: "Open Authentication → Add a platform → Web, and enter this redirect address.",
          copy: "{redirectUri}",
        },
        {
          text: "Open API permissions → Add a permission → Microsoft Graph → Delegated permissions, and add Files.Read.All, Sites.Read.All and offline_access, so that reading goes on when nobody is signed in.",
          copy: "Files.Read.All Sites.Read.All offline_access",
        },
        { text: "Open Certificates & secrets → New client secret, and paste its value here." },
      ],
    },
  },
  fields: {
    tenant: {
      label: "Directory (tenant) ID",
      help: "Its ID or one of its domains.",
      placeholder: "contoso.onmicrosoft.com",
    },
    clientId: { label: "Application (client) ID" },
    clientSecret: { label: "Client secret", help: "Stored encrypted and never shown again." },
    certificateAndPrivateKey: {
      label: "Certificate and private key",
      help: "Both in PEM. Stored encrypted and never shown again.",
      placeholder: "-----BEGIN CERTIFICATE-----",
    },
    site: {
      label: "Address of the site",
      help: "Needed where the app was granted single sites (Sites.Selected), which Microsoft does not list.",
      placeholder: "https://contoso.sharepoint.com/sites/people",
    },
    sharePointHost: {
      label: "Address of SharePoint",
      help: "Needed to respect permissions that a site gives to its own groups, such as its Members: only SharePoint itself tells who they are.",
      placeholder: "https://contoso.sharepoint.com",
    },
    loginHost: {
      label: "Sign-in address",
      help: "Only for national clouds, such as https://login.microsoftonline.us.",
      placeholder: "https://login.microsoftonline.com",
    },
    graphHost: {
      label: "Graph address",
      help: "Only for national clouds, such as https://graph.microsoft.us.",
      placeholder: "https://graph.microsoft.com",
    },
  },
  checks: {
    permissions: {
      ok: "Who may read a file can be told.",
      missing:
        "Who may read a file can’t be told: {reason, select, groups {grant the app GroupMember.Read.All, so that the members of groups are known} other {grant the app Sites.FullControl.All; with less Microsoft leaves out entries without saying so}}.",
    },
    credentials: {
      ok: "The app can sign in.",
      missing:
        "The app can’t sign in: {reason, select, tenant {there is no such directory} app {the directory has no app of this ID} secret {the secret is wrong; paste its value, not its ID} expired {the secret or certificate has expired; make a new one} certificate {the certificate isn’t the one that was uploaded} consent {an administrator has to grant consent first} unsigned {nobody has signed in yet} revoked {access was taken back; sign in again} other {Microsoft refuses it}}.",
    },
    sites: {
      ok: "{site, select, none {Sites can be seen.} other {{site} can be read.}}",
      missing:
        "{reason, select, missing {There is no site at that address, or the app may not see it.} none {No site can be seen. Grant Sites.Read.All, or enter the address of a site.} other {Sites can’t be read. Add Sites.Read.All and grant admin consent.}}",
    },
  },
} as const;

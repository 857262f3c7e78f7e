import { z } from "zod/mini";
import { defineConnector } from "@/lib/connectors/_contract/definition";
import { messages } from "./messages";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
/** A directory's id or one of its domains; "common" would mean everybody's. */
const tenant = z
  .string()
  .check(z.trim(), z.regex(/^(?!common$|consumers$)[A-Za-z0-9][A-Za-z0-9.-]{2,200}$/));
const address = z.url({ protocol: /^https?$/, hostname: /^[^/@]+$/ });

const places = {
  site: z.optional(address),
  loginHost: z.optional(address),
  graphHost: z.optional(address),
  sharePointHost: z.optional(address),
};
const app = { tenant, clientId: text(100), ...places };
const PLACE_FIELDS = [
  { key: "site", control: "url", required: false },
  { key: "loginHost", control: "url", required: false },
  { key: "graphHost", control: "url", required: false },
] as const;
/** Only an app with a certificate is let in there. */
const SHAREPOINT_HOST = { key: "sharePointHost", control: "url", required: false } as const;
const APP_FIELDS = [
  { key: "tenant", control: "text", required: true },
  { key: "clientId", control: "text", required: true },
] as const;

export const sharepoint = defineConnector({
  type: "sharepoint",
  abilities: { changeFeed: true, permissions: true, tells: true },
  methods: [
    {
      id: "app-secret",
      signIn: false,
      fields: [
        ...APP_FIELDS,
        { key: "clientSecret", control: "secret", required: true },
        ...PLACE_FIELDS,
      ],
    },
    {
      id: "app-certificate",
      signIn: false,
      fields: [
        ...APP_FIELDS,
        { key: "certificateAndPrivateKey", control: "long-secret", required: true },
        SHAREPOINT_HOST,
        ...PLACE_FIELDS,
      ],
    },
    {
      id: "sign-in",
      signIn: true,
      fields: [
        ...APP_FIELDS,
        { key: "clientSecret", control: "secret", required: true },
        ...PLACE_FIELDS,
      ],
    },
  ],
  credentials: z.discriminatedUnion("method", [
    z.object({ method: z.literal("app-secret"), ...app, clientSecret: text(500) }),
    z.object({
      method: z.literal("app-certificate"),
      ...app,
      /** PEM: the certificate and its private key, one after the other. */
      certificateAndPrivateKey: text(20_000),
    }),
    z.object({ method: z.literal("sign-in"), ...app, clientSecret: text(500) }),
  ]),
  scope: z.object({
    siteId: text(300),
    /** Without it, all libraries of the site. */
    driveId: z.optional(text(200)),
    /** Without it, all of the library. */
    folderId: z.optional(text(200)),
  }),
  messages: { en: messages },
});

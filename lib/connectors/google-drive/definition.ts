import { z } from "zod/mini";
import { defineConnector } from "@/lib/connectors/_contract/definition";
import { messages } from "./messages";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const address = z.url({ protocol: /^https?$/, hostname: /^[^/@]+$/ });
const email = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/));

const places = {
  loginHost: z.optional(address),
  apiHost: z.optional(address),
  /** May make documents, and change those. */
  writes: z.optional(z.literal("yes")),
};
const PLACE_FIELDS = [
  { key: "writes", control: "switch", required: false },
  { key: "loginHost", control: "url", required: false },
  { key: "apiHost", control: "url", required: false },
] as const;

export const googleDrive = defineConnector({
  type: "google-drive",
  abilities: { changeFeed: true, permissions: true, tells: true, writes: true },
  methods: [
    {
      id: "sign-in",
      signIn: true,
      fields: [
        { key: "clientId", control: "text", required: true },
        { key: "clientSecret", control: "secret", required: true },
        ...PLACE_FIELDS,
      ],
    },
    {
      id: "service-account",
      signIn: false,
      fields: [
        { key: "serviceAccountKey", control: "long-secret", required: true },
        { key: "person", control: "text", required: true },
        ...PLACE_FIELDS,
      ],
    },
  ],
  credentials: z.discriminatedUnion("method", [
    z.object({
      method: z.literal("sign-in"),
      clientId: text(300),
      clientSecret: text(500),
      ...places,
    }),
    z.object({
      method: z.literal("service-account"),
      /** The file that Google gives out, as it is. */
      serviceAccountKey: text(20_000),
      /** Whose files are read. */
      person: email,
      ...places,
    }),
  ]),
  scope: z.object({
    /** Of a shared drive; without it, what the person can see. */
    driveId: z.optional(text(200)),
    /** The root of a drive is a folder too. */
    folderId: text(200),
  }),
  messages: { en: messages },
});

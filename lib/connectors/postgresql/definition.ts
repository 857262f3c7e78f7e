import { z } from "zod/mini";
import { defineConnector, type ConnectField } from "@/lib/connectors/_contract/definition";
import { messages } from "./messages";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const seldom = <const Key extends string>(key: Key) =>
  ({ key, control: "text", required: false, seldom: true }) as const;

const ACCESS = [
  { key: "host", control: "text", required: true },
  { key: "port", control: "text", required: false },
  { key: "database", control: "text", required: true },
  { key: "user", control: "text", required: true },
  { key: "password", control: "secret", required: true },
] as const satisfies readonly ConnectField[];

const CONTENT = [
  { key: "query", control: "long-text", required: false },
  seldom("id"),
  seldom("title"),
  seldom("text"),
  seldom("link"),
  seldom("changed"),
] as const satisfies readonly ConnectField[];

/** One column or several, with commas between them. */
const columns = z.optional(text(1000));

export const postgresql = defineConnector({
  type: "postgresql",
  abilities: { changeFeed: false, permissions: false, tells: false },
  methods: [
    {
      id: "encrypted",
      signIn: false,
      fields: [
        ...ACCESS,
        { key: "certificate", control: "long-text", required: false, seldom: true },
        ...CONTENT,
      ],
    },
    { id: "plain", signIn: false, fields: [...ACCESS, ...CONTENT] },
  ],
  credentials: z.object({
    method: z.enum(["encrypted", "plain"]),
    host: text(253).check(z.regex(/^[^\s/@?#\\]+$/)),
    port: z.optional(
      text(5).check(
        z.regex(/^\d+$/),
        z.refine((port) => Number(port) >= 1 && Number(port) <= 65_535),
      ),
    ),
    database: text(200),
    user: text(200),
    password: text(1000),
    certificate: z.optional(text(20_000).check(z.includes("-----BEGIN CERTIFICATE-----"))),
    /** One statement that reads; it stands in brackets in another one. */
    query: z.optional(text(10_000).check(z.overwrite((query) => query.replace(/[;\s]+$/, "")))),
    id: columns,
    title: columns,
    text: columns,
    link: columns,
    changed: columns,
  }),
  /** A table or view; the rows of the query without. */
  scope: z.object({ schema: z.optional(text(200)), table: z.optional(text(200)) }),
  messages: { en: messages },
});

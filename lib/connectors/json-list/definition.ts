import { z } from "zod/mini";
import { defineConnector } from "@/lib/connectors/_contract/definition";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const field = <const Key extends string>(key: Key) =>
  ({ key, control: "text", required: false, seldom: true }) as const;

/** Keys with dots between them, such as "data.items". */
const path = z.optional(text(200));

export const jsonList = defineConnector({
  type: "json-list",
  abilities: { changeFeed: false, permissions: false, tells: false },
  methods: [
    {
      id: "address",
      signIn: false,
      fields: [
        { key: "address", control: "url", required: true },
        { key: "header", control: "text", required: false },
        { key: "secret", control: "secret", required: false },
        field("list"),
        field("id"),
        field("title"),
        field("text"),
        field("next"),
        field("page"),
      ],
    },
  ],
  credentials: z.object({
    method: z.literal("address"),
    address: z.url({ protocol: /^https?$/, hostname: /^[^/@]+$/ }).check(z.maxLength(1500)),
    /** A header's name (RFC 9110, token), and none that says where or how the call goes. */
    header: z.optional(
      text(100).check(
        z.regex(
          /^(?!(?:host|connection|content-length|transfer-encoding|te|upgrade|cookie)$)[!#$%&'*+.^_`|~\w-]+$/i,
        ),
      ),
    ),
    secret: z.optional(text(4000).check(z.regex(/^[\x20-\x7e]+$/))),
    list: path,
    id: path,
    title: path,
    /** One or several, with commas between them. */
    text: z.optional(text(1000)),
    next: path,
    page: z.optional(text(100)),
  }),
  /** Everything in the list. */
  scope: z.object({}),
  messages: {
    en: {
      label: "JSON list",
      description:
        "Records that a web service gives as JSON, such as the articles of a help desk or the products of a shop. Each becomes a document; nothing is changed there.",
      pick: "List",
      words: {
        item: "record",
        items: "records",
        heading: "Record",
        icons: { branch: "list", leaf: "list" },
        taken: "Each of its records becomes a document.",
      },
      methods: {
        address: {
          label: "Address",
          description:
            "For every service that answers a GET with a list, a page at a time or whole.",
          steps: [
            {
              text: "Enter the address that gives the list, as the service’s guide for developers names it. Only this host is called, and only to read.",
            },
            {
              text: "If it wants a key, enter it as the value of the header that the service names. Ask for a key that may only read.",
              copy: "Authorization: Bearer …",
            },
            {
              text: "Leave everything else empty at first: where the records are, what tells them apart, their titles, texts and further pages are found by their usual names. The test says what was found, and you correct what isn’t right.",
            },
          ],
        },
      },
      fields: {
        address: {
          label: "Address of the list",
          help: "With its parameters, and without keys: those belong below. An address inside your network has to be allowed under Settings → Private hosts first.",
          placeholder: "https://example.com/api/articles?per_page=100",
        },
        header: {
          label: "Name of the header with the key",
          placeholder: "Authorization",
        },
        secret: {
          label: "Value of the header",
          help: "The whole value, with the word before the key if there is one, such as Bearer. Stored encrypted and never shown again.",
        },
        list: {
          label: "Where the records are",
          help: "Only if the test doesn’t find them. Keys with dots between them.",
          placeholder: "data.items",
        },
        id: {
          label: "What tells records apart",
          help: "A value of each record that is its own and stays.",
          placeholder: "id",
        },
        title: { label: "Title of a record", placeholder: "title" },
        text: {
          label: "Text of a record",
          help: "One field or several, with commas between them. HTML is understood.",
          placeholder: "question, answer",
        },
        next: {
          label: "Where the next page is named",
          help: "In the answer: an address, or a mark to ask with.",
          placeholder: "links.next",
        },
        page: {
          label: "Parameter of the page",
          help: "That the mark is sent as. Without a mark, pages are numbered until one is empty.",
          placeholder: "page",
        },
      },
      checks: {
        reach: {
          ok: "The address answers with JSON.",
          missing:
            "No list can be read there: {reason, select, password {the service wants another key} forbidden {the service refuses this key} missing {there is nothing at this address} elsewhere {it leads to {host}, so enter that address} json {what comes is no JSON} other {the service answered with {status}}}.",
        },
        list: {
          ok: "{count, plural, =0 {The list is empty now.} one {# record comes first.} other {# records come first.}}",
          missing: "It isn’t clear where the records are. Enter it under “Where the records are”.",
        },
        id: {
          ok: "“{field}” tells them apart.",
          missing:
            "{count, plural, one {# record has} other {# records have}} nothing that tells them apart. Enter the name of that field.",
        },
        text: {
          ok: "{title, select, none {They have no titles} other {“{title}” is the title}}, {text, select, all {and all their fields are the text} other {“{text}” the text}}.",
          missing:
            "{count, plural, one {# record has} other {# records have}} no text in the fields that were entered.",
        },
        pages: {
          ok: "{how, select, one {Everything comes at once.} numbers {Further pages are numbered.} other {Further pages are named by “{field}”.}}",
          missing:
            "There is more than what comes first, but nothing says where. Enter where the next page is named, or its parameter.",
        },
      },
    },
  },
});

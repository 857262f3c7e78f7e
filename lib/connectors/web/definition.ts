import { z } from "zod/mini";
import { defineConnector } from "@/lib/connectors/_contract/definition";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));

export const web = defineConnector({
  type: "web",
  abilities: { changeFeed: false, permissions: false, tells: false },
  methods: [
    {
      id: "site",
      signIn: false,
      fields: [
        { key: "address", control: "url", required: true },
        { key: "user", control: "text", required: false },
        { key: "password", control: "secret", required: false },
      ],
    },
  ],
  credentials: z.object({
    method: z.literal("site"),
    address: z.url({ protocol: /^https?$/, hostname: /^[^/@]+$/ }),
    user: z.optional(text(200)),
    password: z.optional(text(500)),
  }),
  /** Pages whose path begins with it; "/" for the whole site. */
  scope: z.object({ path: z.string().check(z.maxLength(1000), z.regex(/^\/(?:.*\/)?$/)) }),
  messages: {
    en: {
      label: "Web site",
      description:
        "Pages and documents of one web site, found by its sitemap or by its links. Pages are read as they come, without running their scripts, and never changed.",
      pick: "Site or part of it",
      words: {
        item: "page",
        items: "pages",
        heading: "Page",
        icons: { branch: "site", leaf: "site" },
        taken: "All pages and documents below it are taken.",
      },
      methods: {
        site: {
          label: "Address",
          description: "For a public site, or one behind a name and password.",
          steps: [
            {
              text: "Enter the address at which the site starts. Only pages of the same scheme and host are read: https://example.com and https://www.example.com are two sites.",
            },
            {
              text: "The site says in its robots.txt what may be read; Groundwork keeps to it and says who it is as “Groundwork”. To let it read a site that keeps others out, add this to the robots.txt.",
              copy: "User-agent: Groundwork\nAllow: /",
            },
            {
              text: "A sitemap makes syncs faster: with the dates in it, only pages that changed are read. Without one, links are followed from page to page.",
            },
          ],
        },
      },
      fields: {
        address: {
          label: "Address",
          help: "An address inside your network has to be allowed under Settings → Private hosts first.",
          placeholder: "https://www.example.com",
        },
        user: { label: "User name", help: "Only for sites that ask for one before every page." },
        password: { label: "Password", help: "Stored encrypted and never shown again." },
      },
      checks: {
        robots: {
          ok: "Its robots.txt lets Groundwork read.",
          missing:
            "Its robots.txt keeps Groundwork out. Ask whoever runs the site to allow the user agent Groundwork.",
        },
        start: {
          ok: "The start page can be read.",
          missing:
            "The start page can’t be read: {reason, select, password {the site asks for another user name or password} missing {there is no page at this address} elsewhere {it leads to {host}, so enter that address} forbidden {the site refuses it} other {it is no page}}.",
        },
        pages: {
          ok: "{how, select, sitemap {A sitemap names its pages.} other {There is no sitemap, so links are followed.}}",
          missing: "The sitemap that robots.txt names can’t be read.",
        },
      },
    },
  },
});

import { z } from "zod/mini";
import type { Look } from "./protocol";

/** How a workflow is offered outside: what the builder sets, as it is stored and as the editor's screens send it. */

export const CHANNELS = ["widget", "page", "form", "api", "mcp"] as const;
export type PublicChannel = (typeof CHANNELS)[number];
export const channelSchema = z.enum(CHANNELS);

/** From the narrowest to the widest. */
export const AUDIENCES = ["workspace", "invited", "anyone"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whether what was confirmed for one audience may be shown to another. */
export function covers(confirmed: Audience, asked: Audience): boolean {
  return AUDIENCES.indexOf(confirmed) >= AUDIENCES.indexOf(asked);
}

const line = (max: number) => z.string().check(z.trim(), z.maxLength(max));

/** A picture that can't call anywhere: an https address, or an image within the text. SVG could hold scripts. */
const AVATAR =
  /^(?:https:\/\/[^\s"'<>]{1,500}|data:image\/(?:png|jpeg|webp|gif);base64,[a-z0-9+/=]{1,60000})$/i;

export const lookSchema = z.object({
  title: z._default(line(80), ""),
  greeting: z._default(line(1000), ""),
  suggestions: z._default(
    z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))).check(z.maxLength(6)),
    [],
  ),
  accent: z._default(z.nullable(z.string().check(z.regex(/^#[0-9a-f]{6}$/i))), null),
  theme: z._default(z.enum(["light", "dark", "auto"]), "auto"),
  position: z._default(z.enum(["right", "left"]), "right"),
  avatar: z._default(z.nullable(z.string().check(z.regex(AVATAR))), null),
  language: z._default(
    z.nullable(z.string().check(z.regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i))),
    null,
  ),
  footer: z._default(line(300), ""),
});
export type LookSettings = z.infer<typeof lookSchema>;

/** What the builder chose is what a visitor's browser gets, with what follows from the workflow. */
export function lookOf(
  settings: LookSettings,
  { name, ...offered }: { name: string; files: boolean; handOver: boolean },
): Look {
  return { ...settings, title: settings.title || name, ...offered };
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** URL takes "*" for a host like any other; no browser sends it. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

/** `https://host[:port]` as browsers send it in Origin; without TLS on this machine only. */
export function isExactOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const safe =
    url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  return safe && HOST.test(url.hostname) && url.origin === text;
}

export const MAX_ORIGINS = 50;
const originSchema = z.string().check(
  z.maxLength(300),
  z.refine((text) => isExactOrigin(text)),
);

const who = z._default(z.enum(["nobody", "members", "invited", "password", "link"]), "nobody");

/** Nobody until chosen. Programs (`api`, `mcp`) come in with a key, and with nothing else. */
export const accessSchema = z.discriminatedUnion("channel", [
  z.object({
    channel: z.literal("widget"),
    /** The sites it may be on, exactly. */
    origins: z._default(z.array(originSchema).check(z.maxLength(MAX_ORIGINS)), []),
    /** Whether a visitor has to be vouched for by the site. */
    identified: z._default(z.boolean(), false),
  }),
  z.object({ channel: z.literal("page"), who }),
  z.object({
    channel: z.literal("form"),
    who,
    /** Whether a file may be sent that fills it in many times. */
    batch: z._default(z.boolean(), false),
  }),
  z.object({ channel: z.literal("api") }),
  z.object({ channel: z.literal("mcp") }),
]);
export type Access = z.infer<typeof accessSchema>;
export type AccessOf<C extends PublicChannel> = Extract<Access, { channel: C }>;

/** A page of ours: the chat, or the form. */
export type HostedChannel = "page" | "form";

export function isHosted(access: Access): access is AccessOf<HostedChannel> {
  return access.channel === "page" || access.channel === "form";
}

export function takesBatches(access: Access): boolean {
  return access.channel === "form" && access.batch;
}

/** Who can be answered by a channel; null while it is nobody. */
export function audienceOf(access: Access): Audience | null {
  if (access.channel === "widget") return access.origins.length > 0 ? "anyone" : null;
  if (!isHosted(access)) return "anyone";
  if (access.who === "nobody") return null;
  if (access.who === "members") return "workspace";
  return access.who === "invited" ? "invited" : "anyone";
}

const perMinute = z.int().check(z.gte(1), z.lte(100_000));

export const limitsSchema = z.object({
  /** Questions a minute: of one visitor, of all together, and under one API key. */
  visitorPerMinute: perMinute,
  publicationPerMinute: perMinute,
  keyPerMinute: perMinute,
  /** US dollars a day (UTC); null sets no cap. */
  dailyCap: z.nullable(z.number().check(z.gte(0), z.lte(1_000_000))),
  /** Days after which a conversation is deleted; null keeps them. */
  retentionDays: z.nullable(z.int().check(z.gte(1), z.lte(3650))),
});
export type Limits = z.infer<typeof limitsSchema>;

export const DEFAULT_LIMITS: Limits = {
  visitorPerMinute: 10,
  publicationPerMinute: 300,
  keyPerMinute: 60,
  dailyCap: null,
  retentionDays: null,
};

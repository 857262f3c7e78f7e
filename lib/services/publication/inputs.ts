import { z } from "zod";
import {
  accessSchema,
  AUDIENCES,
  channelSchema,
  limitsSchema,
  lookSchema,
} from "@/lib/publication/settings";
import { isMailAddress } from "@/lib/mail/address";
import { emailSchema, idSchema, nameSchema } from "../inputs";

const ofWorkflow = { workflowId: idSchema };

export const byWorkflow = z.object(ofWorkflow);
export type ByWorkflow = z.infer<typeof byWorkflow>;

export const setLookInput = z.object({ ...ofWorkflow, channel: channelSchema, look: lookSchema });
export const setAccessInput = z.object({
  ...ofWorkflow,
  access: accessSchema,
  /** A new one for the hosted page; without it the present one stays. Short ones are guessed. */
  password: z.string().min(8).max(200).optional(),
});
export const switchChannelInput = z.object({
  ...ofWorkflow,
  channel: channelSchema,
  on: z.boolean(),
});
export const setLimitsInput = z.object({ ...ofWorkflow, limits: limitsSchema });

/** The longest life of an API key, in days. */
const MAX_KEY_DAYS = 730;
export const createKeyInput = z.object({
  ...ofWorkflow,
  name: nameSchema,
  /** Null for one that doesn't expire. */
  expiresInDays: z.int().min(1).max(MAX_KEY_DAYS).nullable(),
});
export const revokeKeyInput = z.object({ ...ofWorkflow, id: idSchema });

export const inviteInput = z.object({
  ...ofWorkflow,
  email: emailSchema,
  /** Which page the link leads to; both let the same people in. */
  channel: z.enum(["page", "form"]).default("page"),
  /** A mail goes to the person alone; a link is for whoever invites to hand on. */
  by: z.enum(["mail", "link"]).default("link"),
});
/** Null: nobody's. */
export const setHandOverInput = z.object({
  ...ofWorkflow,
  email: emailSchema.refine(isMailAddress).nullable(),
});
export const uninviteInput = z.object({ ...ofWorkflow, id: idSchema });

export const confirmSourceInput = z.object({
  ...ofWorkflow,
  sourceId: idSchema,
  audience: z.enum(AUDIENCES),
});
export const withdrawSourceInput = z.object({ ...ofWorkflow, sourceId: idSchema });

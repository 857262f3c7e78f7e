import "server-only";
import { z } from "zod";
import { idSchema, nameSchema } from "../inputs";
import { modelChoiceSchema } from "../model-policy/policy";

export const TRAINED_FOR = ["tone", "format", "classification"] as const;

/** What is known of a model besides where it is. */
const known = {
  name: nameSchema,
  base: modelChoiceSchema.nullable().default(null),
  trainedFor: z.array(z.enum(TRAINED_FOR)).max(TRAINED_FOR.length).default([]),
  /** Tokens it reads and writes together; null goes by the base. */
  contextTokens: z.int().min(256).max(10_000_000).nullable().default(null),
};

export const createNamedModelInput = z.object({ ...modelChoiceSchema.shape, ...known });
export const updateNamedModelInput = z.object({ id: idSchema, ...known });
export type KnownOfModel = Omit<z.infer<typeof updateNamedModelInput>, "id">;

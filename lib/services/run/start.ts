import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Call } from "../context";
import { idSchema } from "../inputs";

export const startRunInput = z.object({
  workflowId: idSchema,
  question: z.string().trim().min(1).max(4000),
  /** Goes on with a conversation; without it a new one begins. */
  conversationId: idSchema.optional(),
});

export async function startRun(
  _call: Call<z.infer<typeof startRunInput>>,
): Promise<{ runId: string; conversationId: string }> {
  throw new AppError("internal", "internal");
}

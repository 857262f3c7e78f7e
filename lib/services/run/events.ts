import "server-only";
import { z } from "zod";
import type { RunEvent } from "@/lib/graph/run-events";
import type { Call } from "../context";
import { idSchema } from "../inputs";

export const followRunInput = z.object({
  runId: idSchema,
  /** `seq` of the last event received; set by the client when it reconnects. */
  lastEventId: z
    .string()
    .regex(/^\d{1,9}$/)
    .nullish(),
});

export async function* followRun(
  _call: Call<z.infer<typeof followRunInput>> & { signal: AbortSignal | undefined },
): AsyncGenerator<RunEvent, void> {
  // Filled with the engine.
}

import "server-only";
import type { Call } from "../context";
import type { ByRunId } from "./get";

export async function cancelRun(_call: Call<ByRunId>): Promise<void> {
  // Filled with the engine.
}

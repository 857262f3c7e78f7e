import type { RunLimits } from "@/lib/nodes/_contract/context";

/** Enough for a long answer over a slow model, and an end to anything that has gone astray. */
export const DEFAULT_LIMITS: RunLimits = {
  maxSteps: 1000,
  maxWallTimeMs: 5 * 60_000,
  nodeTimeoutMs: 2 * 60_000,
  maxTokens: 200_000,
  maxBytes: 64 * 1024 * 1024,
  spillBytes: 256 * 1024,
  maxAttempts: 3,
};

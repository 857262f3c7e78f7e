/** Next calls this once when a server process starts, before the first request; the build doesn't. */
export async function register(): Promise<void> {
  // Next also compiles this for its edge runtime, where none of this exists; it asks for this very comparison.
  // eslint-disable-next-line no-restricted-syntax
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startBackground } = await import("@/lib/services/background");
    await startBackground();
  }
}

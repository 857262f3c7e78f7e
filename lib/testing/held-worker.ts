import "@/lib/jobs/registry.server";
import "@/lib/services/runtime";

/**
 * Entry of a worker process that has loaded everything and starts on the first word from stdin, so that a test can
 * kill one after the other without waiting for each to load.
 */
process.stdin.once("data", () => {
  // Listened to, it would keep a worker that was told to end from ending.
  process.stdin.destroy();
  void import("@/lib/jobs/worker");
});
process.stdout.write("held\n");

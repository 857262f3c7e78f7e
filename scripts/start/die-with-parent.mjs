/**
 * Loaded into a child (`node --import`) that has an IPC channel to the process that started it. The channel closes when
 * that process ends, even by SIGKILL: then the child ends too, so that no start leaves anything running.
 */
process.once("disconnect", () => process.exit(0));
// Keep the channel from holding a child open that has nothing else to do.
process.channel?.unref();
// Not for what the child forks itself, which may live on messages alone (`next dev` does).
const at = process.execArgv.indexOf(import.meta.url);
if (at > 0) process.execArgv.splice(at - 1, 2);

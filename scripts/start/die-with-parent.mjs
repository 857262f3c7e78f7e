/**
 * Loaded into a child (`node --import`) that has an IPC channel to the process that started it. The channel closes when
 * that process ends, even by SIGKILL: then the child ends too, so that no start leaves anything running.
 */
process.once("disconnect", () => process.exit(0));
// Keep the channel from holding a child open that has nothing else to do.
process.channel?.unref();

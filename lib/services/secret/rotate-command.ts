import "server-only";
import { createVault } from "@/lib/crypto/vault";
import { env, requireSecrets } from "@/lib/config/env";
import { openDatabase } from "@/lib/db/client";
import { countByKey, rotateSecrets } from "./rotate";

/** The part of `npm run keys:rotate` that talks to the database. Prints counts and ids, never a secret. */
async function main(): Promise<void> {
  requireSecrets(env());
  const { databaseUrl, encryptionKeys } = env();
  const { db, sql } = openDatabase(databaseUrl ?? "", { maxConnections: 1 });
  const vault = createVault(encryptionKeys);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const { rewrapped, unreadable } = await rotateSecrets(
      { sql, vault },
      { onProgress: ({ rewrapped: count }) => say(`${String(count)} sealed anew …`) },
    );
    for (const { table, id, code } of unreadable) say(`Not readable: ${table} ${id} (${code})`);
    const others = (await countByKey({ sql })).filter(
      ({ keyId }) => keyId !== vault.currentKeyId(),
    );
    say(`${String(rewrapped)} secrets are sealed with the key "${vault.currentKeyId()}" now.`);
    for (const { keyId, values } of others) {
      say(`${String(values)} are still sealed with "${keyId}": keep that key, and run this again.`);
    }
    if (others.length > 0) process.exitCode = 1;
  } finally {
    await db.$disconnect();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : String(error)}\n`);
  process.exitCode = 1;
});

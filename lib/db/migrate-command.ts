import { env } from "@/lib/config/env";
import { migrateDatabase } from "./migrate";
import { DatabaseRefusal } from "./refusal";

/** The first step of a start with a server of one's own, and `npm run db:migrate`: applies what is missing. */
async function main(): Promise<void> {
  const { databaseUrl } = env();
  if (databaseUrl === null)
    throw new DatabaseRefusal("unreachable", "Set DATABASE_URL to the server to migrate.");
  const applied = await migrateDatabase(databaseUrl);
  process.stdout.write(
    applied.length > 0 ? `Applied ${applied.join(", ")}.\n` : "The database is up to date.\n",
  );
}

main().catch((error: unknown) => {
  const known = error instanceof DatabaseRefusal;
  process.stderr.write(
    `${known ? error.message : error instanceof Error ? (error.stack ?? "") : String(error)}\n`,
  );
  process.exitCode = 1;
});

import "server-only";
import path from "node:path";
import { vault } from "@/lib/crypto/vault";
import { env } from "@/lib/config/env";
import { database } from "@/lib/db/client";
import { createJobQueue, openBoss } from "@/lib/jobs/queue";
import { mailer } from "@/lib/mail/smtp";
import { outbound } from "@/lib/net/outbound";
import { createLocalStorage } from "@/lib/storage/local-folder";
import type { ServiceContext } from "./context";
import { createRunHub } from "./run/hub";

const holder: typeof globalThis & { groundworkServices?: Promise<ServiceContext> } = globalThis;

/**
 * What services reach outside themselves, opened at the first call and kept for the life of the process: on
 * `globalThis`, because pages, routes and instrumentation each load this module for themselves, and a run started
 * by one is followed through another. A failed opening is tried again by the next call.
 */
export function getServices(): Promise<ServiceContext> {
  holder.groundworkServices ??= open().catch((error: unknown) => {
    holder.groundworkServices = undefined;
    throw error;
  });
  return holder.groundworkServices;
}

async function open(): Promise<ServiceContext> {
  const { databaseUrl, dataDir, models } = env();
  const { db, sql } = database();
  const boss = await openBoss(databaseUrl ?? "", { maintain: false });
  return {
    db,
    sql,
    storage: createLocalStorage(path.join(dataDir, "files")),
    jobs: createJobQueue(boss),
    vault: vault(),
    runs: createRunHub(),
    outbound: outbound(),
    models,
    mailer: mailer(),
  };
}

import { setAlertHook } from "@/lib/services/alert/hook";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import { viewSync } from "@/lib/services/sync/view";
import { editors, foreign, members, named, type AccessRow } from "./access-cells";
import type { AccessWorld } from "./access-world";

/** A port where nothing listens: what is called ends at once. */
const values = { accessKeyId: "AKIA", secretAccessKey: "secret", endpoint: "http://127.0.0.1:9" };
const connection = ({ owner }: AccessWorld) =>
  createSourceConnection({
    ctx: owner,
    input: { type: "s3", ...named(), method: "keys", values },
  });
/** One that somebody has to sign in for. */
export const signInConnection = ({ owner }: AccessWorld) =>
  createSourceConnection({
    ctx: owner,
    input: {
      type: "google-drive",
      ...named(),
      method: "sign-in",
      values: { clientId: "client", clientSecret: "secret" },
    },
  });
const filters = { include: [], exclude: [], maxBytes: 1000 };
const picked = { scope: '{"bucket":"documents","prefix":""}', label: "documents", filters };
const sync = async (world: AccessWorld) => {
  const { id: connectionId } = await connection(world);
  const input = { connectionId, ...named(), ...picked, everyMinutes: null };
  return createSync({ ctx: world.owner, input: createSyncInput.parse(input) });
};
const alertHook = async ({ owner }: AccessWorld) => {
  await setAlertHook({ ctx: owner, input: { address: "http://127.0.0.1:9/hook" } });
  return {};
};
const run = async (world: AccessWorld) => {
  const { id } = await sync(world);
  const input = startSyncInput.parse({ id });
  await startSync({ ctx: world.owner, input });
  const { runs } = await viewSync({ ctx: world.owner, input });
  return { runId: runs[0]?.id ?? "", outcome: null };
};
/** Nothing answers there, and nothing may be called there: everybody who may ask is told so. */
const blocked = { ...editors, owner: "forbidden" as const };

/** What is about sources outside. */
export const CONNECTION_ROWS = {
  "mail.status": { cells: members },
  "mail.overview": { cells: editors },
  "mail.test": { cells: editors },
  "alert.view": { cells: editors },
  "alert.set": { cells: editors, input: () => ({ address: "http://127.0.0.1:9/hook" }) },
  "alert.test": { cells: editors, input: alertHook },
  "alert.remove": { cells: editors, input: alertHook },
  "sourceConnection.list": { cells: editors },
  "sourceConnection.create": {
    cells: editors,
    input: () => ({ type: "s3", ...named(), method: "keys", values }),
  },
  "sourceConnection.update": {
    cells: editors,
    input: async (world) => ({ ...(await connection(world)), ...named() }),
    foreign,
  },
  "sourceConnection.redirectUri": { cells: editors, input: () => ({ type: "sharepoint" }) },
  "sourceConnection.beginSignIn": { cells: editors, input: signInConnection, foreign },
  "sourceConnection.test": { cells: blocked, input: connection, foreign },
  "sourceConnection.children": {
    cells: blocked,
    input: async (world) => ({ ...(await connection(world)), parent: null }),
    foreign,
  },
  "sourceConnection.delete": { cells: editors, input: connection, foreign },
  "sync.view": { cells: editors, input: sync, foreign },
  "sync.outcomes": { cells: editors, input: run, foreign },
  "sync.create": {
    cells: editors,
    input: async (world) => ({
      connectionId: (await connection(world)).id,
      ...named(),
      ...picked,
      everyMinutes: 60,
    }),
    foreign,
  },
  "sync.update": {
    cells: editors,
    input: async (world) => ({ ...(await sync(world)), filters, everyMinutes: null }),
    foreign,
  },
  "sync.start": { cells: editors, input: sync, foreign },
  "sync.openCalls": { cells: editors, input: sync, foreign },
  "sync.closeCalls": { cells: editors, input: sync, foreign },
  "sync.cancel": { cells: editors, input: sync, foreign },
} as const satisfies Record<string, AccessRow>;

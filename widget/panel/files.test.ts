import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Keeper } from "../client/kept";
import { Session } from "../client/session";
import { ProtocolServer } from "../testing/protocol-server";
import { Files, type ShownFile } from "./files";

let server: ProtocolServer;
let files: Files;
let shown: readonly ShownFile[];
beforeEach(async () => {
  server = await new ProtocolServer().start();
  const session = new Session({
    base: server.base,
    publication: "p1",
    channel: "widget",
    keeper: new Keeper("p1", null),
  });
  shown = [];
  files = new Files(session, (now) => (shown = now));
});
afterEach(async () => {
  files.close();
  await server.close();
});

const names = () => shown.map(({ name }) => name);
const plan = new File(["The garage closes at nine."], "plan.txt");

/** Asks for the list, and lets the answer go only when it is told to. */
async function listing() {
  let arrive = () => undefined as void;
  server.behaviour.listing = new Promise((resolve) => (arrive = resolve));
  const before = server.calls.length;
  const refreshed = files.refresh();
  await vi.waitFor(() => expect(server.calls.slice(before)).toMatchObject([{ path: "files" }]));
  return { arrive, refreshed };
}

it("keeps a file that was sent while an older list was on its way", async () => {
  await files.refresh();
  const { arrive, refreshed } = await listing();
  files.add([plan]);
  await vi.waitFor(() => expect(shown).toMatchObject([{ id: "plan.txt", state: "ready" }]));
  arrive();
  await refreshed;
  expect(names()).toEqual(["plan.txt"]);
});

it("doesn't bring back a file that was removed while an older list was on its way", async () => {
  server.behaviour.files.push({ id: "f1", name: "old.txt", size: 3, state: "ready" });
  await files.refresh();
  const [old] = shown;
  const { arrive, refreshed } = await listing();
  if (old) await files.remove(old);
  arrive();
  await refreshed;
  expect(names()).toEqual([]);
});

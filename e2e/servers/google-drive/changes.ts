import { Refusal, type Answer, type Asked } from "../remote-host/host";
import { masked } from "./fields";
import { fileJson, requireDrive, type Desk } from "./files";
import type { File } from "./world";

interface Line {
  readonly sequence: number;
  readonly json: unknown;
}

export function startPageToken(desk: Desk, { query }: Asked): Answer {
  const driveId = query.get("driveId");
  if (driveId !== null) requireDrive(desk, driveId);
  const { now } = desk.world.tree;
  return { body: { kind: "drive#startPageToken", startPageToken: String(now + 1) } };
}

/** A person's own log, or with `driveId` that of a shared drive. Tokens are places in it and never get too old. */
export function listChanges(desk: Desk, { query }: Asked): Answer {
  const { world } = desk;
  const driveId = query.get("driveId");
  const from = Number(query.get("pageToken"));
  if (!Number.isInteger(from) || from < 1) {
    throw new Refusal(400, "invalid", { message: "Invalid Value for pageToken" });
  }
  if (driveId !== null) requireDrive(desk, driveId);
  const lines = driveId === null ? ownLog(desk, from) : driveLog(desk, driveId, from);
  const size = Math.min(Number(query.get("pageSize") ?? 100), world.manners.pageSize);
  const told = lines.slice(0, size);
  const next = lines[size];
  const includeRemoved = query.get("includeRemoved") !== "false";
  const changes = told
    .map(({ json }) => json as { removed?: boolean })
    .filter(({ removed }) => includeRemoved || removed !== true);
  const body = {
    kind: "drive#changeList",
    changes,
    ...(next
      ? { nextPageToken: String(next.sequence) }
      : { newStartPageToken: String(world.tree.now + 1) }),
  };
  const usual =
    "kind,nextPageToken,newStartPageToken,changes(kind,changeType,time,removed,fileId,driveId,file(kind,id,name,mimeType))";
  return { body: masked(body, query.get("fields"), usual) };
}

/** The last change of each file from a place on, oldest first. */
function latest({ world }: Desk, from: number, wanted: (file: File) => boolean) {
  const last = new Map<string, number>();
  for (const { sequence, id } of world.tree.log.slice(Math.max(0, from - 1))) {
    if (sequence < from || !wanted(world.tree.get(id))) continue;
    last.delete(id);
    last.set(id, sequence);
  }
  return [...last].map(([id, sequence]) => ({ sequence, file: world.tree.get(id) }));
}

function driveLog(desk: Desk, driveId: string, from: number): Line[] {
  const changed = latest(desk, from, (file) => file.driveId === driveId && file.parentId !== null);
  return changed.flatMap(({ sequence, file }) => line(desk, sequence, file));
}

/** Of shared drives it holds that one came or went, and not what happened inside. */
function ownLog(desk: Desk, from: number): Line[] {
  const { world, email } = desk;
  const changed = latest(desk, from, (file) => file.parentId === null || !world.isShared(file));
  return changed.flatMap(({ sequence, file }): Line[] => {
    if (!world.isShared(file)) return line(desk, sequence, file);
    if (!world.everSaw(email, file.id)) return [];
    const removed = !world.sees(email, file);
    const drive = { kind: "drive#drive", id: file.id, name: world.sharedDrives.get(file.id) };
    const change = { kind: "drive#change", changeType: "drive", driveId: file.id, removed };
    return [{ sequence, json: removed ? change : { ...change, drive } }];
  });
}

function line(desk: Desk, sequence: number, file: File): Line[] {
  const { world, email } = desk;
  const change = {
    kind: "drive#change",
    changeType: "file",
    fileId: file.id,
    time: file.modifiedAt.toISOString(),
  };
  if (world.sees(email, file)) {
    return [{ sequence, json: { ...change, removed: false, file: fileJson(desk, file) } }];
  }
  return world.everSaw(email, file.id) ? [{ sequence, json: { ...change, removed: true } }] : [];
}

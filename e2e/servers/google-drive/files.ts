import { createHash } from "node:crypto";
import { ranged, Refusal, type Answer, type Asked } from "../remote-host/host";
import { masked } from "./fields";
import { queryOf } from "./query";
import {
  DOCUMENT,
  FOLDER,
  myDrive,
  SPREADSHEET,
  type File,
  type Permission,
  type World,
} from "./world";

export interface Desk {
  readonly world: World;
  /** Who asks. */
  readonly email: string;
  /** By which app, and what it may. */
  readonly clientId: string;
  readonly scopes: readonly string[];
}

const USUAL = "kind,id,name,mimeType";

const isNative = ({ mimeType }: File) => mimeType.startsWith("application/vnd.google-apps.");

export function bytesOf({ content }: File): Buffer {
  return typeof content === "string" ? Buffer.from(content) : content;
}

/** Whether the person sees it, and the app may: with nothing but drive.file it sees what it made. */
export function isVisible({ world, email, clientId, scopes }: Desk, file: File): boolean {
  const sees = scopes.some((scope) => /\/auth\/drive(?!\.file)/.test(scope));
  return world.sees(email, file) && (sees || file.facets.createdBy === clientId);
}

/** A file as one person is told of it. */
export function fileJson({ world, email, clientId }: Desk, file: File): Record<string, unknown> {
  const bytes = bytesOf(file);
  const parent = file.parentId === null ? null : world.tree.get(file.parentId);
  const shared = world.isShared(file);
  const shares = world.tree.sharesOf(file);
  const hidden = file.facets.permissionsHidden === true;
  const own = shares.find((share) => share.emailAddress === email);
  const mayShare =
    !hidden &&
    own !== undefined &&
    ["owner", "organizer", "fileOrganizer", "writer"].includes(own.role);
  const { permissionsHidden: _, canDownload, abusive: __, ...more } = file.facets;
  const { createdBy, appProperties, ...facets } = more;
  return {
    kind: "drive#file",
    id: file.id,
    name: file.parentId === null && !shared ? "My Drive" : file.name,
    mimeType: file.folder ? FOLDER : file.mimeType,
    version: String(file.version),
    createdTime: file.createdAt.toISOString(),
    modifiedTime: file.modifiedAt.toISOString(),
    trashed: world.isTrashed(file),
    explicitlyTrashed: file.state === "trashed",
    webViewLink: `https://drive.google.com/file/d/${file.id}/view`,
    capabilities: { canDownload: canDownload !== false },
    ...(parent && world.mayRead(email, parent) ? { parents: [parent.id] } : {}),
    ...(shared ? { driveId: file.driveId } : { ownedByMe: file.driveId === myDrive(email) }),
    ...(file.folder || isNative(file)
      ? {}
      : {
          size: String(typeof facets.size === "number" ? facets.size : bytes.byteLength),
          md5Checksum: createHash("md5").update(bytes).digest("hex"),
          headRevisionId: `${file.id}-${String(file.contentVersion)}`,
        }),
    // Nobody but those who may share it is told who can read it, and of what lies in a shared drive only on asking for it.
    ...(mayShare && !shared ? { permissions: shares } : {}),
    ...(mayShare ? { permissionIds: shares.map(({ id }) => id) } : {}),
    ...(createdBy === clientId && { appProperties }),
    ...facets,
  };
}

export function fileOf(desk: Desk, id: string | undefined): File {
  const { world, email } = desk;
  const file = world.tree.entries.get(id === "root" ? `root-${email}` : (id ?? ""));
  if (!file || !isVisible(desk, file)) {
    throw new Refusal(404, "notFound", { message: `File not found: ${id ?? ""}.` });
  }
  return file;
}

export function listFiles(desk: Desk, { query }: Asked): Answer {
  const { world, clientId } = desk;
  const matches = queryOf(query.get("q"));
  const driveId = query.get("driveId");
  const allDrives =
    query.get("includeItemsFromAllDrives") === "true" && query.get("supportsAllDrives") === "true";
  if (driveId !== null && !allDrives) throw new Refusal(403, "teamDrivesParameterRequired");
  if (driveId !== null) requireDrive(desk, driveId);
  const found = [...world.tree.entries.values()].filter(
    (file) =>
      (driveId === null ? allDrives || !world.isShared(file) : file.driveId === driveId) &&
      file.parentId !== null &&
      isVisible(desk, file) &&
      matches(world, file, clientId),
  );
  const { manners } = world;
  const told = manners.incomplete ? found.filter((_, index) => index % 2 === 0) : found;
  const [token = "0", wasEmpty] = (query.get("pageToken") ?? "0").split(".");
  const at = Number(token);
  const size = Math.min(Number(query.get("pageSize") ?? 100), manners.pageSize);
  const empty = manners.emptyPages && wasEmpty === undefined && at < told.length;
  const next = empty ? `${String(at)}.1` : at + size < told.length ? String(at + size) : null;
  const body = {
    kind: "drive#fileList",
    incompleteSearch: manners.incomplete,
    files: empty ? [] : told.slice(at, at + size).map((file) => fileJson(desk, file)),
    ...(next === null ? {} : { nextPageToken: next }),
  };
  return {
    body: masked(body, query.get("fields"), `kind,incompleteSearch,nextPageToken,files(${USUAL})`),
  };
}

export function getFile(desk: Desk, { query, headers }: Asked, id: string): Answer {
  const file = fileOf(desk, id);
  if (desk.world.isShared(file) && query.get("supportsAllDrives") !== "true") {
    throw new Refusal(404, "notFound", { message: `File not found: ${id}.` });
  }
  if (query.get("alt") !== "media") {
    return { body: masked(fileJson(desk, file), query.get("fields"), USUAL) };
  }
  if (file.folder || isNative(file)) {
    throw new Refusal(403, "fileNotDownloadable", {
      message:
        "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
    });
  }
  if (file.facets.canDownload === false) throw new Refusal(403, "cannotDownloadFile");
  if (file.facets.abusive === true) throw new Refusal(403, "cannotDownloadAbusiveFile");
  const answer = ranged(bytesOf(file), headers.range);
  return { ...answer, headers: { "content-type": file.mimeType, ...answer.headers } };
}

/** The content of a document of Google's own is what its first format of these would hold. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  [DOCUMENT]: ["text/markdown", "text/plain", "text/html"],
  [SPREADSHEET]: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  "application/vnd.google-apps.presentation": [
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text/plain",
  ],
};

export function exportFile(desk: Desk, { query }: Asked, id: string): Answer {
  const file = fileOf(desk, id);
  const type = query.get("mimeType") ?? "";
  if (!EXPORTS[file.mimeType]?.includes(type)) {
    throw new Refusal(400, "badRequest", { message: "The requested conversion is not supported." });
  }
  const bytes = bytesOf(file);
  if (bytes.byteLength > desk.world.manners.exportLimit) {
    throw new Refusal(403, "exportSizeLimitExceeded", {
      message: "This file is too large to be exported.",
    });
  }
  return { body: bytes, headers: { "content-type": type } };
}

export function listPermissions(desk: Desk, { query }: Asked, id: string): Answer {
  const file = fileOf(desk, id);
  const { permissionIds } = fileJson(desk, file);
  if (permissionIds === undefined) {
    throw new Refusal(403, "insufficientFilePermissions", {
      message: "The user does not have sufficient permissions for this file.",
    });
  }
  const shares: Permission[] = desk.world.tree.sharesOf(file);
  const at = Number(query.get("pageToken") ?? 0);
  const size = Math.min(Number(query.get("pageSize") ?? 100), 100);
  const body = {
    kind: "drive#permissionList",
    permissions: shares.slice(at, at + size),
    ...(at + size < shares.length ? { nextPageToken: String(at + size) } : {}),
  };
  return {
    body: masked(body, query.get("fields"), "kind,nextPageToken,permissions(id,type,role,kind)"),
  };
}

/** Only members of a shared drive are told of it. */
export function requireDrive({ world, email }: Desk, id: string): File {
  const root = world.sharedDrives.has(id) ? world.tree.get(id) : null;
  if (!root || !world.sees(email, root)) {
    throw new Refusal(404, "notFound", { message: `Shared drive not found: ${id}` });
  }
  return root;
}

export function listDrives(desk: Desk, { query }: Asked): Answer {
  const { world, email } = desk;
  const drives = [...world.sharedDrives]
    .filter(([id]) => world.sees(email, world.tree.get(id)))
    .map(([id, name]) => ({ kind: "drive#drive", id, name }));
  const at = Number(query.get("pageToken") ?? 0);
  const size = Math.min(Number(query.get("pageSize") ?? 10), 100);
  const body = {
    kind: "drive#driveList",
    drives: drives.slice(at, at + size),
    ...(at + size < drives.length ? { nextPageToken: String(at + size) } : {}),
  };
  return { body: masked(body, query.get("fields"), "*") };
}

import "server-only";
import { z } from "zod/mini";
import type { TreeNode, TreePage } from "@/lib/connectors/_contract/runtime";
import { get, parsed, placeRefused, type DriveCall } from "./api";
import type { DriveScope } from "./changes";
import { FOLDER } from "./items";

const named = z.object({ id: z.string(), name: z.optional(z.string()) });
const drives = z.object({
  drives: z.optional(z.array(named)),
  nextPageToken: z.optional(z.string()),
});
const folders = z.object({
  files: z.optional(z.array(named)),
  nextPageToken: z.optional(z.string()),
});

async function read<Schema extends z.ZodMiniType>(
  call: DriveCall,
  path: string,
  { schema, query }: { schema: Schema; query: Readonly<Record<string, string | null>> },
): Promise<z.infer<Schema>> {
  const got = await get(call, path, { query });
  if ("refusal" in got) throw placeRefused(call, "Google Drive", got.refusal);
  return parsed(call, schema, got.body);
}

/** My Drive and the shared drives, then folders; a node's id is "drive|folder", without a drive for My Drive. */
export async function children(
  call: DriveCall,
  { parent, page }: { parent: string | null; page: string | null },
): Promise<TreePage> {
  if (parent === null) {
    const own = page === null ? [await myDrive(call)] : [];
    const query = { pageSize: "100", pageToken: page, fields: "nextPageToken,drives(id,name)" };
    const shared = await read(call, "/drive/v3/drives", { schema: drives, query });
    const nodes = (shared.drives ?? []).map(({ id, name }) =>
      node(name ?? id, { driveId: id, folderId: id }),
    );
    return { nodes: [...own, ...nodes], next: shared.nextPageToken ?? null };
  }
  const [driveId = "", folderId = ""] = parent.split("|");
  const drive = driveId === "" ? {} : { driveId };
  const inside = await read(call, "/drive/v3/files", {
    schema: folders,
    query: {
      q: `'${folderId.replace(/['\\]/g, String.raw`\$&`)}' in parents and mimeType = '${FOLDER}' and trashed = false`,
      pageSize: "200",
      pageToken: page,
      fields: "nextPageToken,files(id,name)",
      ...(driveId === "" ? {} : { driveId, corpora: "drive" }),
      includeItemsFromAllDrives: "true",
      supportsAllDrives: "true",
    },
  });
  const nodes = (inside.files ?? []).map(({ id, name }) =>
    node(name ?? id, { ...drive, folderId: id }),
  );
  return { nodes, next: inside.nextPageToken ?? null };
}

async function myDrive(call: DriveCall): Promise<TreeNode> {
  const query = { fields: "id,name" };
  const { id, name } = await read(call, "/drive/v3/files/root", { schema: named, query });
  return node(name ?? "My Drive", { folderId: id });
}

function node(label: string, scope: DriveScope): TreeNode {
  return { id: `${scope.driveId ?? ""}|${scope.folderId}`, label, expandable: true, scope };
}

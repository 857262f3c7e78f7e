import { z } from "zod";
import type { FileTree } from "./tree";

const id = z.string();
const date = z.iso.datetime().transform((text) => new Date(text));
const content = z.union([
  z.string(),
  z.object({ base64: z.string() }).transform(({ base64 }) => Buffer.from(base64, "base64")),
]);
const share = z.looseObject({ id });

/** What a drive's control API takes, one word a command. */
export const treeCommand = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("create"),
    id: id.optional(),
    parentId: id,
    name: z.string(),
    folder: z.boolean().optional(),
    content: content.optional(),
    mimeType: z.string().optional(),
    modifiedAt: date.optional(),
    shares: z.array(share).optional(),
    inherits: z.boolean().optional(),
    facets: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ do: z.literal("edit"), id, content, modifiedAt: date.optional() }),
  z.object({ do: z.literal("rename"), id, name: z.string() }),
  z.object({ do: z.literal("move"), id, parentId: id }),
  z.object({ do: z.literal("touch"), id, facets: z.record(z.string(), z.unknown()).optional() }),
  z.object({ do: z.literal("delete"), id }),
  z.object({ do: z.literal("restore"), id }),
  z.object({ do: z.literal("purge"), id }),
  z.object({ do: z.literal("share"), id, share }),
  z.object({ do: z.literal("unshare"), id, shareId: id }),
  z.object({ do: z.literal("inherit"), id, inherits: z.boolean() }),
]);

/**
 * Does a command to the tree and answers with the id that it concerned. Shares are as the service sends them; their form is not
 * checked, so that tests can send forms that nobody expects.
 */
export function obeyTree<Share extends { readonly id: string }>(
  tree: FileTree<Share>,
  command: z.output<typeof treeCommand>,
): { readonly id: string } {
  switch (command.do) {
    case "create": {
      const { do: _, shares, ...seed } = command;
      const { id: created } = tree.create({
        ...seed,
        shares: shares as unknown as Share[] | undefined,
      });
      return { id: created };
    }
    case "edit":
      tree.edit(command.id, command.content, command.modifiedAt);
      break;
    case "rename":
      tree.rename(command.id, command.name);
      break;
    case "move":
      tree.move(command.id, command.parentId);
      break;
    case "touch":
      tree.touch(command.id, command.facets);
      break;
    case "delete":
      tree.trash(command.id);
      break;
    case "restore":
      tree.restore(command.id);
      break;
    case "purge":
      tree.purge(command.id);
      break;
    case "share":
      tree.share(command.id, command.share as unknown as Share);
      break;
    case "unshare":
      tree.unshare(command.id, command.shareId);
      break;
    case "inherit":
      tree.setInherits(command.id, command.inherits);
  }
  return { id: command.id };
}

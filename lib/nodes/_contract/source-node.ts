import { z } from "zod/mini";
import { defineNode, type NameLookup, type NodeIcon } from "./definition";

/** The sentence on the card of a node for a source: which one, by its name where that is known. */
export function sourceSummary({ sourceId }: { sourceId: string | null }, lookup: NameLookup) {
  if (sourceId === null) return { key: "empty" as const };
  const name = lookup.source(sourceId);
  return name === undefined
    ? { key: "unnamed" as const }
    : { key: "named" as const, values: { name } };
}

export interface OutsideSource<Type extends string> {
  /** The type of its connector. */
  readonly type: Type;
  readonly icon: NodeIcon;
  readonly label: string;
  readonly description: string;
  /** What is chosen, such as "Folder or library". */
  readonly pick: string;
}

/** A node for one kind of source outside: a part of a connection, kept in sync with the stores it is wired to. */
export function defineOutsideSource<const Type extends string>(source: OutsideSource<Type>) {
  const { type, icon, label, description, pick } = source;
  return defineNode({
    type,
    version: 1,
    category: "source",
    icon,
    inputs: {},
    outputs: { documents: { type: "documents", standing: true } },
    params: z.object({ sourceId: z._default(z.nullable(z.string()), null) }),
    fields: [{ key: "sourceId", control: "source", required: true, of: type }],
    summary: sourceSummary,
    onError: ["fail"],
    migrate: {},
    messages: {
      en: {
        label,
        description,
        ports: { documents: "Documents" },
        fields: {
          sourceId: {
            label: pick,
            help: "What is kept in sync: new and changed files are read, and what is deleted there is no longer answered from.",
          },
        },
        summary: {
          empty: "Nothing chosen yet",
          named: "{name}, kept in sync",
          unnamed: "Kept in sync",
        },
      },
    },
  });
}

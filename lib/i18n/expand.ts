/** Messages by key; a key's parts are nested objects. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

/**
 * Turns `{ "workflow.stale": "…" }` into `{ workflow: { stale: "…" } }`, the shape the catalogue looks keys up in.
 * Throws when two lists define the same key, or when a key is also the beginning of another.
 */
export function expandKeys(...lists: readonly Readonly<Record<string, string>>[]): MessageTree {
  const root: MessageTree = {};
  for (const [key, text] of lists.flatMap((list) => Object.entries(list))) insert(root, key, text);
  return root;
}

function insert(root: MessageTree, key: string, text: string): void {
  const parts = key.split(".");
  const last = parts.pop() ?? key;
  let branch = root;
  for (const part of parts) {
    const next = (branch[part] ??= {});
    if (typeof next === "string") throw new Error(`"${key}" goes on where another message ends.`);
    branch = next;
  }
  if (last in branch)
    throw new Error(`"${key}" is defined twice, or is the beginning of another key.`);
  branch[last] = text;
}

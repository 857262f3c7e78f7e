/** What a connector calls what it reads, wherever people see it: in the tree, while a sync is going on, in the list of what it did. */
export interface ConnectorWords {
  /** "file", "row": one of what becomes a document. */
  readonly item: string;
  readonly items: string;
  /** Above a list of them. */
  readonly heading: string;
  /** What parts of the source look like in the tree, where they can be opened and where not. */
  readonly icons: { readonly branch: ContainerIcon; readonly leaf: ContainerIcon };
  /** What of a picked part is taken, in one sentence. */
  readonly taken: string;
}

export type ContainerIcon = "folder" | "database" | "table" | "list" | "site";

/** Of sources that hold files in folders. */
export const FILES: ConnectorWords = {
  item: "file",
  items: "files",
  heading: "File",
  icons: { branch: "folder", leaf: "folder" },
  taken: "Everything in it is taken, with all folders below.",
};

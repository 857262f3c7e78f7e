/** A file as the browser found it. */
export interface FoundFile {
  file: File;
  /** The folder it was in, "a/b"; "" for none. */
  folder: string;
  /** It is there, but may not be opened; `file` has only its name then. */
  unreadable?: boolean;
}

/** Files of a folder opened at the same time. */
const AT_ONCE = 50;
/** What systems put into folders for themselves. */
const SYSTEM_FILES: ReadonlySet<string> = new Set(["thumbs.db", "desktop.ini"]);

/**
 * The files of a drop or of a file dialog, with all in dropped folders but what is hidden there. The event's files have
 * to be taken in its own handler, so nothing may be awaited before this is called. `onFound` is told how many there are
 * so far.
 */
export async function foundIn(
  event: Event,
  onFound: (count: number) => void,
): Promise<FoundFile[]> {
  if ("dataTransfer" in event && event.dataTransfer instanceof DataTransfer) {
    return inDrop([...event.dataTransfer.items], onFound);
  }
  const { target } = event;
  return target instanceof HTMLInputElement ? inInput([...(target.files ?? [])]) : [];
}

function inInput(files: readonly File[]): FoundFile[] {
  return files.flatMap((file) => {
    const path = file.webkitRelativePath.split("/");
    if (path.length > 1 && path.some(isHidden)) return [];
    return [{ file, folder: path.slice(0, -1).join("/") }];
  });
}

async function inDrop(
  items: readonly DataTransferItem[],
  onFound: (count: number) => void,
): Promise<FoundFile[]> {
  const dropped = items
    .filter(({ kind }) => kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: FoundFile[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const { entry, file } of dropped) {
    if (entry && isFolder(entry)) folders.push(entry);
    else if (file) found.push({ file, folder: "" });
  }
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    const entries = (await entriesOf(folder)).filter(({ name }) => !isHidden(name));
    folders.push(...entries.filter(isFolder));
    const files = entries.filter(isFile);
    for (let at = 0; at < files.length; at += AT_ONCE) {
      found.push(...(await Promise.all(files.slice(at, at + AT_ONCE).map(openFile))));
      onFound(found.length);
    }
  }
  return found;
}

const isHidden = (name: string) => name.startsWith(".") || SYSTEM_FILES.has(name.toLowerCase());

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** All entries of a folder, none of one that may not be opened. Browsers hand out a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function openFile(entry: FileSystemFileEntry): Promise<FoundFile> {
  // "/HR/2027/a.pdf"
  const folder = entry.fullPath.split("/").slice(1, -1).join("/");
  return new Promise((resolve) =>
    entry.file(
      (file) => resolve({ file, folder }),
      () => resolve({ file: new File([], entry.name), folder, unreadable: true }),
    ),
  );
}

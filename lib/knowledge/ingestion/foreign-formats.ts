import { AppError } from "@/lib/errors/app-error";

/** Documents that other programs have to save in a format we read, by the bytes they begin with. */
const SIGNATURES: readonly { program: string; at: number; bytes: string }[] = [
  { program: "WordPerfect", at: 0, bytes: "\xffWPC" },
  { program: "Word 1 or 2", at: 0, bytes: "\xdb\xa5" },
  { program: "Word 1 or 2", at: 0, bytes: "\xdc\xa5" },
  { program: "Word 1 or 2", at: 0, bytes: "\x9b\xa5" },
  { program: "Windows Write", at: 0, bytes: "\x31\xbe\0\0" },
  { program: "Windows Write", at: 0, bytes: "\x32\xbe\0\0" },
  { program: "PostScript", at: 0, bytes: "%!PS" },
  { program: "PostScript", at: 0, bytes: "\xc5\xd0\xd3\xc6" },
  { program: "OneNote", at: 0, bytes: "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" },
  { program: "AutoCAD", at: 0, bytes: "AC10" },
  { program: "DjVu", at: 0, bytes: "AT&TFORM" },
  { program: "Windows Help", at: 0, bytes: "ITSF" },
  { program: "Kindle", at: 60, bytes: "BOOKMOBI" },
];
/** Streams of OLE files, in lower case. */
const STREAMS: readonly [string, string][] = [
  ["visiodocument", "Visio"],
  ["quill", "Publisher"],
  ["matost", "Microsoft Works"],
];
/** Names of files within zip files. */
const PARTS: readonly [RegExp, string][] = [
  [/^visio\//i, "Visio"],
  [/\.fdseq$/i, "XPS"],
  [/^(?:index\/.*\.iwa|index\.zip|index\.(?:xml|apxl)(?:\.gz)?)$/i, "Apple iWork"],
];
/** Programs that share a container, told by the ending of the name. */
const BY_NAME: Readonly<Record<string, string>> = {
  pages: "Apple Pages",
  numbers: "Apple Numbers",
  key: "Apple Keynote",
  mpp: "Microsoft Project",
  wps: "Microsoft Works",
  pub: "Publisher",
  vsd: "Visio",
};

/** Throws `ingestion.convert-first` for a document of a program whose files aren't read, told by its first bytes. */
export function refuseForeign(head: Buffer): void {
  const known = SIGNATURES.find(({ at, bytes }) =>
    head.subarray(at, at + bytes.length).equals(Buffer.from(bytes, "latin1")),
  );
  if (known) throw convertFirst(known.program);
}

/** The same by what a zip file or an OLE file holds; `name` tells apart what shares a container. */
export function refuseForeignParts(
  container: "zip" | "ole",
  parts: readonly string[],
  name: string,
): void {
  const extension = /\.(\w{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const program =
    container === "ole"
      ? (STREAMS.find(([stream]) => parts.includes(stream))?.[1] ?? BY_NAME[extension])
      : PARTS.find(([part]) => parts.some((one) => part.test(one)))?.[1];
  if (program !== undefined) throw convertFirst(BY_NAME[extension] ?? program);
}

const convertFirst = (program: string) =>
  new AppError("ingestion.convert-first", "bad-request", { params: { program } });

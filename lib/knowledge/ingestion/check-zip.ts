import { AppError } from "@/lib/errors/app-error";

const LIMITS = { entries: 5_000, entryBytes: 150_000_000, totalBytes: 300_000_000, ratio: 200 };
const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** Small files compress by any factor without harm. */
const RATIO_FROM_BYTES = 1_000_000;

/**
 * Reads the list of contents of a zip (every DOCX is one) and refuses what would explode: too many or too large
 * files, a compression no document has, overlapping entries, paths that lead out. Headers can lie, so the parser's
 * process has its own ceilings too. Throws `ingestion.damaged` or `ingestion.unsafe-archive`.
 */
export function checkZip(bytes: Buffer): void {
  const end = findEnd(bytes);
  const entries = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (entries === 0xffff || at === 0xffffffff) throw unsafe("zip64");
  if (entries > LIMITS.entries) throw unsafe("entries");
  const spans: { from: number; to: number }[] = [];
  let total = 0;
  for (let index = 0; index < entries; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw damaged();
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const from = bytes.readUInt32LE(at + 42);
    total += size;
    checkEntry({ packed, size, name });
    spans.push({ from, to: from + 30 + packed });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (total > LIMITS.totalBytes) throw unsafe("total");
  spans.sort((a, b) => a.from - b.from);
  for (let index = 1; index < spans.length; index += 1) {
    if ((spans[index]?.from ?? 0) < (spans[index - 1]?.to ?? 0)) throw unsafe("overlap");
  }
}

function checkEntry({ packed, size, name }: { packed: number; size: number; name: string }): void {
  if (size > LIMITS.entryBytes) throw unsafe("entry");
  if (size > RATIO_FROM_BYTES && size > packed * LIMITS.ratio) throw unsafe("ratio");
  if (/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) throw unsafe("path");
}

/** The end record is the last thing in the file, before a comment of at most 64 kB. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw damaged();
}

function damaged(): AppError {
  return new AppError("ingestion.damaged", "bad-request", { params: { format: "docx" } });
}

function unsafe(what: string): AppError {
  return new AppError("ingestion.unsafe-archive", "bad-request", { params: { what } });
}

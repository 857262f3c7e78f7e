import { readFile } from "node:fs/promises";
import type { FilePart, Parse, ParseInput } from "../_contract/parser";
import { appendParts } from "../_office/embedded";
import { appendMessage } from "../_office/message";
import { openOle, type OleEntry } from "../_office/ole-file";
import { damaged } from "../_office/xml";
import { DocumentBuilder, oneLine } from "../document-builder";
import { appendRtf } from "../rtf/parse";
import { readRtf } from "../rtf/read-rtf";
import { decompressRtf } from "./decompress-rtf";
import { Properties } from "./read-message";

const ID = {
  subject: 0x0037,
  sender: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  to: 0x0e04,
  cc: 0x0e03,
  sent: 0x0039,
  headers: 0x007d,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mimeType: 0x370e,
  contentId: 0x3712,
};
const MAX_DEPTH = 3;

/** A message of Outlook (.msg): subject, sender, receivers and date, its text once, then its attachments. */
export const parse: Parse = async (input) => {
  const root = openOle(await readFile(input.path, { signal: input.signal }), "msg");
  const builder = new DocumentBuilder();
  try {
    await appendFolder(builder, { folder: root, input, depth: 0 });
  } catch (error) {
    if (error instanceof RangeError) throw damaged("msg", error);
    throw error;
  }
  return builder.build();
};

interface Level {
  folder: OleEntry;
  input: ParseInput;
  depth: number;
}

async function appendFolder(
  builder: DocumentBuilder,
  { folder, input, depth }: Level,
): Promise<void> {
  const message = new Properties(folder);
  const text = message.text(ID.body);
  const html = text.trim() === "" ? message.page(ID.html) : "";
  appendMessage(builder, {
    subject: message.text(ID.subject),
    from: sender(message),
    to: [message.text(ID.to)].filter(Boolean),
    cc: [message.text(ID.cc)].filter(Boolean),
    date: sentAt(message),
    text,
    html,
  });
  const rtf = message.bytes(ID.rtf, "0102");
  if (text.trim() === "" && html.trim() === "" && rtf) {
    appendRtf(builder, readRtf(decompressRtf(rtf), { comments: false }));
  }
  const files: FilePart[] = [];
  for (const entry of folder.children.filter(({ name }) => /^__attach_version1\.0/i.test(name))) {
    const attachment = new Properties(entry, message);
    const inner = attachment.folder(ID.data);
    if (inner && depth < MAX_DEPTH) {
      const own = new DocumentBuilder();
      await appendFolder(own, { folder: inner, input, depth: depth + 1 });
      const title = oneLine(attachment.text(0x3001) || attachment.text(ID.longName)) || "1";
      builder.section({ kind: "attachment", title }, () => {
        builder.embed(own.build(), 1);
      });
    } else files.push(...fileOf(attachment));
  }
  await appendParts(builder, files, input);
}

/** A file that was sent along; a picture of the text itself is none. */
function fileOf(attachment: Properties): FilePart[] {
  const bytes = attachment.bytes(ID.data, "0102");
  const name = attachment.text(ID.longName) || attachment.text(ID.shortName);
  const mimeType = attachment.text(ID.mimeType);
  const picture = /^image\//.test(mimeType) || /\.(?:png|jpe?g|gif|bmp|emz|wmz)$/i.test(name);
  if (!bytes || (picture && attachment.text(ID.contentId) !== "")) return [];
  return [{ name, mimeType, bytes }];
}

function sender(message: Properties): string[] {
  const name = message.text(ID.sender);
  const address = message.text(ID.senderSmtp) || message.text(ID.senderAddress);
  // Within a company the address is a path of its directory, which nobody reads.
  const shown = address.includes("@") && address !== name ? `${name} <${address}>`.trim() : name;
  return [shown].filter(Boolean);
}

/** As the headers say it, else the time the program noted. */
function sentAt(message: Properties): string {
  const header = /^date:\s*(.+)$/im.exec(message.text(ID.headers))?.[1];
  if (header) return header.trim();
  const stamp = message.time(ID.sent);
  return stamp ? `${stamp.toISOString().slice(0, 16).replace("T", " ")} UTC` : "";
}

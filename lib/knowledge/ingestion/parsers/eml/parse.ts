import { readFile } from "node:fs/promises";
import PostalMime, { type Address, type Email } from "postal-mime";
import type { FilePart, Parse } from "../_contract/parser";
import { appendParts } from "../_office/embedded";
import { appendMessage } from "../_office/message";
import { damaged } from "../_office/xml";
import { DocumentBuilder } from "../document-builder";
import { decodeText, isWide } from "../read-text";

const LIMITS = { maxNestingDepth: 50, maxHeadersSize: 1_000_000 };

/** A message (.eml): subject, sender, receivers and date, its text once, then its attachments. */
export const parse: Parse = async (input) => {
  const bytes = await readFile(input.path, { signal: input.signal });
  // Some programs store messages as they store other text; the parts inside still say how they are encoded.
  const email = await read(isWide(bytes) ? Buffer.from(decodeText(bytes)) : bytes);
  const builder = new DocumentBuilder();
  appendMessage(builder, {
    subject: email.subject ?? "",
    from: names(email.from ? [email.from] : []),
    to: names(email.to),
    cc: names(email.cc),
    date: email.headers.find(({ key }) => key === "date")?.value ?? "",
    text: email.text ?? "",
    html: email.html ?? "",
  });
  await appendParts(builder, attachments(email), input);
  return builder.build();
};

async function read(bytes: Uint8Array): Promise<Email> {
  try {
    // Messages within the message are attachments, not a part of its text.
    return await PostalMime.parse(bytes, { ...LIMITS, forceRfc822Attachments: true });
  } catch (cause) {
    throw damaged("eml", cause instanceof Error ? cause : undefined);
  }
}

function names(addresses: readonly Address[] = []): string[] {
  return addresses.flatMap((one): string[] => {
    if (one.group) return names(one.group);
    const { name, address = "" } = one;
    return [name && name !== address ? `${name} <${address}>` : address];
  });
}

/** Files that were sent along; pictures of the text itself and signatures are not. */
function attachments({ attachments: all }: Email): FilePart[] {
  return all.flatMap(({ filename, mimeType, content, contentId, related }) => {
    const inText = mimeType.startsWith("image/") && (related === true || contentId !== undefined);
    if (inText || /^application\/(?:x-)?(?:pkcs7|pgp)-signature$/.test(mimeType)) return [];
    const bytes = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
    return [{ name: filename ?? mimeType, mimeType, bytes }];
  });
}

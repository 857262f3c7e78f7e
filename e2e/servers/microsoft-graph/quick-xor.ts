/**
 * SharePoint's hash of a file, in base64: 160 bits, into which byte i is mixed at bit 11·i, and the length at the end.
 * Source: Microsoft's "Code snippets: QuickXorHash".
 */
export function quickXorHash(bytes: Uint8Array): string {
  const hash = new Uint8Array(20);
  bytes.forEach((byte, index) => {
    const bit = (11 * index) % 160;
    const at = bit >> 3;
    const shifted = byte << (bit & 7);
    hash[at] = (hash[at] ?? 0) ^ (shifted & 0xff);
    const next = (at + 1) % 20;
    hash[next] = (hash[next] ?? 0) ^ (shifted >> 8);
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.byteLength));
  length.forEach((byte, index) => {
    hash[12 + index] = (hash[12 + index] ?? 0) ^ byte;
  });
  return Buffer.from(hash).toString("base64");
}

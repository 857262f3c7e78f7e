/**
 * SharePoint's hash of a file: 160 bits, into which byte i is mixed at bit 11·i, and the length at the end.
 * Source: Microsoft's "Code snippets: QuickXorHash".
 */
export class QuickXor {
  readonly #hash = new Uint8Array(20);
  #length = 0;

  update(bytes: Uint8Array): void {
    const hash = this.#hash;
    for (const byte of bytes) {
      const bit = (11 * this.#length) % 160;
      const at = bit >> 3;
      const shifted = byte << (bit & 7);
      hash[at] = (hash[at] ?? 0) ^ (shifted & 0xff);
      const next = (at + 1) % 20;
      hash[next] = (hash[next] ?? 0) ^ (shifted >> 8);
      this.#length += 1;
    }
  }

  get length(): number {
    return this.#length;
  }

  /** In base64, as Graph tells it. */
  digest(): string {
    const hash = Uint8Array.from(this.#hash);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(this.#length));
    length.forEach((byte, index) => {
      hash[12 + index] = (hash[12 + index] ?? 0) ^ byte;
    });
    return Buffer.from(hash).toString("base64");
  }
}

export function quickXorHash(bytes: Uint8Array): string {
  const hash = new QuickXor();
  hash.update(bytes);
  return hash.digest();
}

const COMPRESSED = 0x75465a4c;
const STORED = 0x414c454d;
const WINDOW = 4096;
/** What the window holds at first; part of the format. */
const FILL =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/** The RTF of a message, which Outlook stores compressed (LZFu). Throws a RangeError when it is damaged. */
export function decompressRtf(bytes: Buffer): Buffer {
  const size = bytes.readUInt32LE(4);
  const kind = bytes.readUInt32LE(8);
  if (kind === STORED) return bytes.subarray(16, 16 + size);
  // Each byte may stand for at most 9.
  if (kind !== COMPRESSED || size > bytes.length * 9) throw new RangeError("not compressed RTF");
  const window = Buffer.alloc(WINDOW);
  window.write(FILL, "latin1");
  const out = Buffer.alloc(size);
  let write = FILL.length;
  let length = 0;
  const put = (byte: number) => {
    out[length] = byte;
    length += 1;
    window[write] = byte;
    write = (write + 1) % WINDOW;
  };
  let at = 16;
  while (at < bytes.length && length < size) {
    const flags = bytes.readUInt8(at);
    at += 1;
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        put(bytes.readUInt8(at));
        at += 1;
        continue;
      }
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      if (from === write) return out.subarray(0, length);
      for (let step = 0; step < (reference & 15) + 2 && length < size; step += 1) {
        put(window[(from + step) % WINDOW] ?? 0);
      }
    }
  }
  return out.subarray(0, length);
}

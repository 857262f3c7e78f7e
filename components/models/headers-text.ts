const LINE = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*:\s*([\x20-\x7e]+)$/;

/** Headers from lines of "Name: value"; null where a line is something else. */
export function parseHeaders(text: string): Record<string, string> | null {
  const lines = text.split("\n").flatMap((line) => line.trim() || []);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    headers[name.toLowerCase()] = value.trim();
  }
  return headers;
}

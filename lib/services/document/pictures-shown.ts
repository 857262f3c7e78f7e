/** Pictures that every browser draws and that are pixels alone: SVG, for one, can hold scripts. */
export const picturesShown: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/bmp",
]);

/** What is typed as people write it, as a name that other steps can mention. */
export function nameFrom(typed: string): string {
  return typed
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[\s-]+/g, "_")
    .replace(/\W/g, "");
}

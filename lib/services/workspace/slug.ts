import { customAlphabet } from "nanoid";

const suffix = customAlphabet("abcdefghijkmnpqrstuvwxyz23456789", 5);

/** First path segments that the app itself uses; a workspace may not hide them. */
const RESERVED = new Set(["api", "sign-in", "register", "admin", "chat", "form", "embed", "new"]);

/** "Café Müller’s" → "cafe-mullers"; letters outside Latin fall away. */
export function slugify(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return slug === "" || RESERVED.has(slug) ? "workspace" : slug;
}

/** The same slug with random letters, for when the plain one is taken. */
export function withSuffix(slug: string): string {
  return `${slug}-${suffix()}`;
}

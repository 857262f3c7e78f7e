/** The page that compares models, with what is known from where it is opened. */
export function compareHref(
  slug: string,
  from: { workflow?: string; node?: string; own?: string },
): string {
  const params = new URLSearchParams(from);
  return `/${slug}/models/compare?${params.toString()}`;
}

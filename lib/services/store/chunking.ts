/** How new indexes cut documents; tokens as lib/knowledge estimates them. */
export const DEFAULT_CHUNKING = { unit: "tokens", size: 256, overlap: 32 } as const;

/** A translator for keys that only the running program knows, such as error codes. */
export interface DynamicTranslator {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

/**
 * Gives up the compiler's check of keys. The caller asks `has` first, and a test must prove that every key the
 * program can come up with exists.
 */
export function withDynamicKeys(translate: unknown): DynamicTranslator {
  return translate as DynamicTranslator;
}

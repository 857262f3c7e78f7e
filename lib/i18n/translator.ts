import {
  createTranslator,
  type Messages,
  type NamespaceKeys,
  type NestedKeyOf,
} from "use-intl/core";
import { en } from "./messages/en";

/** The one language there is so far. */
export const locale = "en";

/**
 * Translations outside of React's client tree: page titles, server components, error texts in jobs.
 * In client components use `useTranslations` of "use-intl".
 */
export function translator<const Namespace extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  namespace: Namespace,
) {
  return createTranslator<Messages, Namespace>({
    locale,
    messages: en,
    namespace,
    timeZone: "UTC",
  });
}

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

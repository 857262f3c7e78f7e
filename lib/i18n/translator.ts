import {
  createTranslator,
  type Messages,
  type NamespaceKeys,
  type NestedKeyOf,
} from "use-intl/core";
import { locale } from "./locale";
import { en } from "./messages/en";

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

import { createTranslator } from "use-intl/core";
import { withDynamicKeys } from "./dynamic-keys";
import { locale } from "./locale";
import { en } from "./messages/en";

/** The whole catalogue on the server, for keys that only the running program knows. */
export const dynamicTexts = withDynamicKeys(
  createTranslator({ locale, messages: en, timeZone: "UTC" }),
);

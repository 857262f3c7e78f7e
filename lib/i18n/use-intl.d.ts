import type { WrittenMessages } from "./messages/en";

declare module "use-intl" {
  interface AppConfig {
    Locale: "en";
    Messages: WrittenMessages;
  }
}

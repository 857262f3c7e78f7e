"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { en } from "./messages/en";
import { locale } from "./translator";

/** Gives client components their messages; the catalogue is part of the cached script, not of every page. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={locale} messages={en} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

const timeZone =
  typeof window === "undefined" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;

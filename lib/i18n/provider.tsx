"use client";

import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { locale } from "./locale";
import { everywhereMessages } from "./scopes/everywhere";

/** Gives client components the messages that every page may need. They are part of the cached script, not of pages. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={locale} messages={everywhereMessages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

export interface MessagesScopeProps {
  /** One of lib/i18n/scopes, or several of them merged outside of rendering. */
  messages: Readonly<Record<string, object>>;
  children: ReactNode;
}

/** Adds the messages of one part of the product for the components below, so that other pages need not load them. */
export function MessagesScope({ messages, children }: MessagesScopeProps) {
  const above = useMessages();
  const all = useMemo(() => ({ ...above, ...messages }), [above, messages]);
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  );
}

const timeZone =
  typeof window === "undefined" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;

import { render, type RenderResult } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { TooltipProvider } from "@/components/ui/tooltip";
import { en } from "@/lib/i18n/messages/en";

/** Renders with the English texts; a missing key or value fails the test. */
export function renderWithMessages(children: ReactNode): RenderResult & { user: UserEvent } {
  const user = userEvent.setup();
  const result = render(
    <IntlProvider
      locale="en"
      messages={en}
      timeZone="UTC"
      onError={(error) => {
        throw error;
      }}
    >
      <TooltipProvider>{children}</TooltipProvider>
    </IntlProvider>,
  );
  return { ...result, user };
}

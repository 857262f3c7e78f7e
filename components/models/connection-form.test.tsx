import { fireEvent, render, screen } from "@testing-library/react";
import { IntlProvider } from "use-intl";
import { expect, it, vi } from "vitest";
import { en } from "@/lib/i18n/messages/en";
import { providerCatalog } from "@/lib/providers/catalog";
import { ConnectionForm } from "./connection-form";
import type { ConnectionValues } from "./use-save-connection";

function show(provider: "openai" | "openai-compatible") {
  const onSubmit = vi.fn<(values: ConnectionValues) => void>();
  const nothing = { connection: null, initial: null, busy: false, error: null };
  render(
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      <ConnectionForm
        {...nothing}
        provider={providerCatalog[provider]}
        onSubmit={onSubmit}
        onCancel={() => undefined}
      />
    </IntlProvider>,
  );
  return onSubmit;
}
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const add = () => fireEvent.click(screen.getByRole("button", { name: en.models.form.addAction }));

it("takes headers where a service may ask for them, and says how they are written", () => {
  const onSubmit = show("openai-compatible");
  type("Base URL", "https://gateway.example/v1");
  type("Headers", "X-Team support");
  add();
  expect(onSubmit).not.toHaveBeenCalled();
  screen.getByText(en.models.form.headersInvalid);
  type("Headers", "X-Team: support");
  add();
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ headers: "X-Team: support" }));
});

it("asks for none elsewhere", () => {
  show("openai");
  expect(screen.queryByLabelText("Headers")).toBeNull();
});

import { render, screen } from "@testing-library/react";
import { IntlProvider } from "use-intl";
import { expect, it } from "vitest";
import { en } from "@/lib/i18n/messages/en";
import { Checks } from "./checks";
import { FIRST_TAKING, readTaking, takingOf } from "./taking-fields";

it("reads patterns a line each, and sizes in megabytes", () => {
  const lines = { include: "*.pdf\n\n docs/** ", exclude: "" };
  const typed = { ...lines, largestMb: "5", every: "manual", at: FIRST_TAKING.at, respects: true };
  const read = readTaking(typed);
  expect(read).toEqual({
    filters: { include: ["*.pdf", "docs/**"], exclude: [], maxBytes: 5 * 2 ** 20 },
    everyMinutes: null,
    atTimes: null,
    respectsPermissions: true,
  });
  expect(read && takingOf(read)).toMatchObject({ include: "*.pdf\ndocs/**", every: "manual" });
  expect(readTaking({ ...FIRST_TAKING, largestMb: "none" })).toBeNull();
});

it("reads times of day as people write them", () => {
  const at = { times: "7:30 18.00,7:30", days: [1, 5], zone: "Europe/Berlin" };
  const read = readTaking({ ...FIRST_TAKING, every: "at", at });
  const atTimes = { times: ["07:30", "18:00"], days: [1, 5], zone: "Europe/Berlin" };
  expect(read).toMatchObject({ everyMinutes: null, atTimes });
  expect(read && takingOf(read)).toMatchObject({ every: "at", at: { times: "07:30, 18:00" } });
  for (const wrong of [{ times: "25:00" }, { times: "" }, { days: [] }, { zone: "Mars" }]) {
    expect(readTaking({ ...FIRST_TAKING, every: "at", at: { ...at, ...wrong } })).toBeNull();
  }
});

it("says what exactly is missing", () => {
  const checks = [{ code: "keys", ok: false, params: { reason: "secret" } }];
  render(
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      <Checks type="s3" tested={{ account: null, checks }} />
    </IntlProvider>,
  );
  screen.getByText(/the secret doesn’t belong to this access key ID/);
});

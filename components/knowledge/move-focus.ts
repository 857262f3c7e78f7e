import type { KeyboardEvent } from "react";
import type { SelectRow } from "./use-selection";

/**
 * Arrow up and down go to the same control of the next row, with Shift they select on the way. Rows around those in
 * view are always in the page, so that the next one is there.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>, onSelect: SelectRow | null): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
  const control = event.target.closest<HTMLElement>("[data-nav]");
  const row = control?.closest<HTMLElement>("[data-index]");
  // An open menu belongs to the table for React, not for the page.
  if (!control || !row || !event.currentTarget.contains(row)) return;
  const index = Number(row.dataset.index) + step;
  const next = event.currentTarget.querySelector<HTMLElement>(`[data-index="${String(index)}"]`);
  const there = next?.querySelector<HTMLElement>(`[data-nav="${control.dataset.nav ?? ""}"]`);
  if (!next || !there) return;
  event.preventDefault();
  there.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (event.shiftKey && onSelect && next.dataset.id) onSelect(next.dataset.id, false);
}

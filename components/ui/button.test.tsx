import { act } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { Button } from "./button";
import { Menu, MenuItem } from "./menu";
import { Select } from "./select";

const words = { save: "Save", more: "More", remove: "Delete", role: "Role" };

const controls = (
  <>
    <Button>{words.save}</Button>
    <Menu trigger={<button type="button">{words.more}</button>}>
      <MenuItem>{words.remove}</MenuItem>
    </Menu>
    <Select aria-label={words.role} value="" onValueChange={() => undefined} options={[]} />
  </>
);

afterEach(() => document.body.replaceChildren());

it("says that it takes no click until the page is alive, when a click would be lost", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = renderToString(controls);
  const said = () =>
    [...place.querySelectorAll("button")].map((button) => button.getAttribute("aria-disabled"));
  expect(said()).toEqual(["true", "true", "true"]);
  const root = await act(() => hydrateRoot(place, controls));
  expect(said()).toEqual([null, null, null]);
  act(() => root.unmount());
});

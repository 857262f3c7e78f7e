import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { Field } from "./field";
import { Input } from "./input";

const label = "Port";

describe("Field", () => {
  it("ties label, help and error to its control", () => {
    renderWithMessages(
      <Field label={label} help="A number" error="Too large">
        <Input />
      </Field>,
    );
    const input = screen.getByLabelText(label);
    const described = (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(["A number", "Too large"]);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  it("calls nothing invalid while there is no error", () => {
    renderWithMessages(
      <Field label={label}>
        <Input />
      </Field>,
    );
    const input = screen.getByLabelText(label);
    expect(input.hasAttribute("aria-invalid")).toBe(false);
    expect(input.hasAttribute("aria-describedby")).toBe(false);
  });
});

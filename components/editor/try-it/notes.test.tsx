import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { Notes } from "./notes";

it("tells when an answer from memory was given first", () => {
  const answeredAt = Date.UTC(2026, 10, 27, 15, 30);
  renderWithMessages(<Notes notes={[{ code: "remembered", answeredAt }]} />);
  expect(screen.getByText(/from memory, at no cost/).textContent).toMatch(
    /Nov 27, 2026 at 3:30\sPM/,
  );
});

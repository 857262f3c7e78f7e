import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { ErrorNotice } from "./error-notice";

const error = { code: "password.too-long", params: { max: 72 } };

describe("ErrorNotice", () => {
  it("says what happened and what to do, and offers to try again", async () => {
    let tries = 0;
    const { user } = renderWithMessages(<ErrorNotice error={error} onRetry={() => tries++} />);
    const notice = screen.getByRole("alert");
    expect(notice.textContent).toContain("That password is too long.");
    expect(notice.textContent).toContain("Use 72 characters or fewer.");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(tries).toBe(1);
  });

  it("links to the page that helps, and to nothing but the web", () => {
    const at = (page: string) => ({ ...error, params: { ...error.params, page } });
    const { unmount } = renderWithMessages(<ErrorNotice error={at("https://keys.example/new")} />);
    const link = screen.getByRole("link", { name: "Open keys.example" });
    expect(link.getAttribute("href")).toBe("https://keys.example/new");
    unmount();
    renderWithMessages(<ErrorNotice error={at("javascript:alert(1)")} />);
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("folds the technical detail away and copies it", async () => {
    const { user } = renderWithMessages(<ErrorNotice error={error} />);
    const detail = screen.getByText("Technical detail").closest("details");
    expect(detail?.open).toBe(false);
    await user.click(screen.getByText("Technical detail"));
    await user.click(screen.getByRole("button", { name: "Copy detail" }));
    expect(await navigator.clipboard.readText()).toBe("password.too-long\nmax: 72");
    expect(screen.getByText("Copied")).toBeDefined();
  });
});

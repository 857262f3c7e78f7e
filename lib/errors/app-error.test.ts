import { expect, it, vi } from "vitest";
import { AppError, isAppError, isCancellation } from "./app-error";

it("is known in every copy of this module, as a web server has several", async () => {
  vi.resetModules();
  const other = await import("./app-error");
  expect(other.AppError).not.toBe(AppError);
  const error = new other.AppError("outbound.unreachable", "unavailable", { retryable: true });
  expect(isAppError(error)).toBe(true);
  expect(isCancellation(new other.AppError("run.cancelled", "cancelled"))).toBe(true);
});

it("is no other error, and nothing that only looks like one", () => {
  expect(isAppError(new Error("AppError"))).toBe(false);
  expect(isAppError({ code: "run.cancelled", kind: "cancelled" })).toBe(false);
  expect(isAppError(null)).toBe(false);
});

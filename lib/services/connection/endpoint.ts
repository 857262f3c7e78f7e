import { AppError } from "@/lib/errors/app-error";
import { isProviderType } from "@/lib/providers/catalog";

/**
 * Refuses what can't be a model endpoint: `connection.unknown-provider`, `connection.bad-url`. Where the address
 * leads is judged by lib/net at every request.
 */
export function checkEndpoint({ provider, baseUrl }: { provider: string; baseUrl: string }): void {
  if (!isProviderType(provider)) {
    throw new AppError("connection.unknown-provider", "bad-request", { params: { provider } });
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const web = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !web || url.username !== "" || url.password !== "") {
    throw new AppError("connection.bad-url", "bad-request");
  }
}

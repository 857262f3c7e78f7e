import { AppError } from "@/lib/errors/app-error";
import type { ProviderDefinition } from "@/lib/providers/_contract/definition";
import { isProviderType, providerCatalog } from "@/lib/providers/catalog";

/** What a provider asks of a connection. Throws `connection.unknown-provider` for one that nothing is connected to. */
export function serviceOf(type: string): { baseUrl: string | null; keyRequired: boolean } {
  const provider: ProviderDefinition | null = isProviderType(type) ? providerCatalog[type] : null;
  if (!provider?.service) {
    throw new AppError("connection.unknown-provider", "bad-request", {
      params: { provider: type },
    });
  }
  const keyRequired = provider.fields.some(({ key, required }) => key === "apiKey" && required);
  return { baseUrl: provider.service.baseUrl, keyRequired };
}

/** Refuses what can't be a model endpoint: `connection.bad-url`. Where it leads is judged by lib/net at every request. */
export function checkUrl(baseUrl: string): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const web = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !web || url.username !== "" || url.password !== "") {
    throw new AppError("connection.bad-url", "bad-request");
  }
}

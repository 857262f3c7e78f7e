import type { RouterOutputs } from "@/lib/trpc/client";

export type StoreSummary = RouterOutputs["store"]["list"][number];
export type StoreDetails = RouterOutputs["store"]["details"][number];

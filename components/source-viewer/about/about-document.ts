import type { RouterOutputs } from "@/lib/trpc/client";

export type AboutDocument = RouterOutputs["document"]["about"];

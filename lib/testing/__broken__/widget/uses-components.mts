import { cn } from "@/components/ui/cn";

export const name = cn("button");

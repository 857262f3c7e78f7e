import { env } from "@/lib/config/env";

export const from = env().mail?.from;

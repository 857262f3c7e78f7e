export * from "@/lib/config/env";

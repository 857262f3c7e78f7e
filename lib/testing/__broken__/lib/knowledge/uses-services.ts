export * from "@/lib/services/context";

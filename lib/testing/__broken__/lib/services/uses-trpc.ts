export * from "@/lib/trpc/init";

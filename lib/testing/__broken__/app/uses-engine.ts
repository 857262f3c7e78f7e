export * from "@/lib/grounding/text/tokens";

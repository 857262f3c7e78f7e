export * from "@/lib/crypto/password";

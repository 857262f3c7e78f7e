import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Only needed by commands that talk to a server; `generate` and `migrate diff` run without one.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://groundwork@pglite/postgres" },
});

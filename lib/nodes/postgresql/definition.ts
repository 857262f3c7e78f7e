import { defineOutsideSource } from "@/lib/nodes/_contract/source-node";

export const postgresql = defineOutsideSource({
  type: "postgresql",
  icon: "table",
  label: "PostgreSQL",
  description: "Rows of a table, view or query, kept in sync.",
  pick: "Table or view",
});

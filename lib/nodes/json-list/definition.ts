import { defineOutsideSource } from "@/lib/nodes/_contract/source-node";

export const jsonList = defineOutsideSource({
  type: "json-list",
  icon: "braces",
  label: "JSON list",
  description: "Records that a web service gives as JSON, kept in sync.",
  pick: "List",
});

import { defineOutsideSource } from "@/lib/nodes/_contract/source-node";

export const web = defineOutsideSource({
  type: "web",
  icon: "globe",
  label: "Web site",
  description: "Pages of a web site or a part of it, kept in sync.",
  pick: "Site or part of it",
});

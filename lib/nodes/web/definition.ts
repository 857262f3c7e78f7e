import { defineOutsideSource } from "@/lib/nodes/_contract/outside-source";

export const web = defineOutsideSource({
  type: "web",
  icon: "globe",
  label: "Web site",
  description: "Pages of a web site or a part of it, kept in sync.",
  pick: "Site or part of it",
});

import { defineOutsideSource } from "@/lib/nodes/_contract/source-node";

export const sharePoint = defineOutsideSource({
  type: "sharepoint",
  icon: "library",
  label: "SharePoint",
  description: "Documents of a SharePoint site, library or folder, kept in sync.",
  pick: "Site, library or folder",
});

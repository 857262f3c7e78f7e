import { defineOutsideSource } from "@/lib/nodes/_contract/source-node";

export const s3 = defineOutsideSource({
  type: "s3",
  icon: "archive",
  label: "Amazon S3",
  description: "Documents of a bucket or folder at Amazon S3 or a compatible store, kept in sync.",
  pick: "Bucket or folder",
});

import type { z } from "zod/mini";
import type { s3 } from "./definition";

export type S3Credentials = z.infer<typeof s3.credentials>;

/** Where the service is: everything is asked for in path style, so that one origin serves all buckets. */
export function endpointOf({ endpoint, region = "us-east-1" }: S3Credentials): URL {
  if (endpoint !== undefined) return new URL(endpoint);
  const china = region.startsWith("cn-") ? ".cn" : "";
  return new URL(`https://s3.${region}.amazonaws.com${china}`);
}

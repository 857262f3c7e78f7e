import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { s3 } from "./definition";

export const s3Executor = executorFor(s3)(sourceDocuments);

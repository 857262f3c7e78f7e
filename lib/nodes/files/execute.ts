import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { files } from "./definition";

export const filesExecutor = executorFor(files)(sourceDocuments);

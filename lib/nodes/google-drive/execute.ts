import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { googleDrive } from "./definition";

export const googleDriveExecutor = executorFor(googleDrive)(sourceDocuments);

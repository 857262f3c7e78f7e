import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { googleDriveExecutor } from "./execute";

describeSourceNode(googleDriveExecutor);

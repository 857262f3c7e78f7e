import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { filesExecutor } from "./execute";

describeSourceNode(filesExecutor);

import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { sharePointExecutor } from "./execute";

describeSourceNode(sharePointExecutor);

import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { s3Executor } from "./execute";

describeSourceNode(s3Executor);

import "server-only";
import { listAudit, listAuditInput } from "@/lib/services/audit/list";
import { permissionProcedure, router } from "../init";

export const auditRouter = router({
  list: permissionProcedure("audit.read")
    .input(listAuditInput)
    .query(({ ctx, input }) => listAudit({ ctx: ctx.member, input })),
});

import "server-only";
import { mailOverview } from "@/lib/services/mail/overview";
import { mailStatus } from "@/lib/services/mail/status";
import { sendTestMail } from "@/lib/services/mail/test";
import { permissionProcedure, router, workspaceProcedure } from "../init";

const manage = permissionProcedure("workspace.manage");

export const mailRouter = router({
  status: workspaceProcedure.query(({ ctx }) => mailStatus({ ctx: ctx.member })),
  overview: manage.query(({ ctx }) => mailOverview({ ctx: ctx.member })),
  test: manage.mutation(({ ctx }) => sendTestMail({ ctx: ctx.member })),
});

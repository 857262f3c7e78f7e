import "server-only";
import { named } from "@/lib/services/inputs";
import { createWorkspace } from "@/lib/services/workspace/create";
import { getWorkspace } from "@/lib/services/workspace/get";
import { renameWorkspace } from "@/lib/services/workspace/rename";
import { permissionProcedure, router, signedInProcedure } from "../init";

export const workspaceRouter = router({
  get: permissionProcedure("workspace.read").query(({ ctx }) => getWorkspace({ ctx: ctx.member })),
  create: signedInProcedure
    .input(named)
    .mutation(({ ctx, input }) => createWorkspace({ ctx: ctx.caller, input })),
  rename: permissionProcedure("workspace.manage")
    .input(named)
    .mutation(({ ctx, input }) => renameWorkspace({ ctx: ctx.member, input })),
});

import "server-only";
import { byId, renamed } from "@/lib/services/inputs";
import { createWorkflow, createWorkflowInput } from "@/lib/services/workflow/create";
import { deleteWorkflow } from "@/lib/services/workflow/delete";
import { duplicateWorkflow } from "@/lib/services/workflow/duplicate";
import { getWorkflow } from "@/lib/services/workflow/get";
import { listWorkflows } from "@/lib/services/workflow/list";
import { renameWorkflow } from "@/lib/services/workflow/rename";
import { restoreWorkflow } from "@/lib/services/workflow/restore";
import { saveWorkflow, saveWorkflowInput } from "@/lib/services/workflow/save";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const edit = permissionProcedure("workflow.edit");

export const workflowRouter = router({
  list: read.query(({ ctx }) => listWorkflows({ ctx: ctx.member })),
  get: read.input(byId).query(({ ctx, input }) => getWorkflow({ ctx: ctx.member, input })),
  create: edit
    .input(createWorkflowInput)
    .mutation(({ ctx, input }) => createWorkflow({ ctx: ctx.member, input })),
  save: edit
    .input(saveWorkflowInput)
    .mutation(({ ctx, input }) => saveWorkflow({ ctx: ctx.member, input })),
  rename: edit
    .input(renamed)
    .mutation(({ ctx, input }) => renameWorkflow({ ctx: ctx.member, input })),
  duplicate: edit
    .input(byId)
    .mutation(({ ctx, input }) => duplicateWorkflow({ ctx: ctx.member, input })),
  delete: edit.input(byId).mutation(({ ctx, input }) => deleteWorkflow({ ctx: ctx.member, input })),
  restore: edit
    .input(byId)
    .mutation(({ ctx, input }) => restoreWorkflow({ ctx: ctx.member, input })),
});

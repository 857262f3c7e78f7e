import "server-only";
import { listBudgets } from "@/lib/services/usage/budgets";
import { exportUsage } from "@/lib/services/usage/export";
import { setBudget, setBudgetInput } from "@/lib/services/usage/set-budget";
import { setPrice, setPriceInput } from "@/lib/services/usage/set-price";
import { usageInput, usageSummary } from "@/lib/services/usage/summary";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("models.manage");

export const usageRouter = router({
  summary: manage
    .input(usageInput)
    .query(({ ctx, input }) => usageSummary({ ctx: ctx.member, input })),
  csv: manage.input(usageInput).query(({ ctx, input }) => exportUsage({ ctx: ctx.member, input })),
  budgets: manage.query(({ ctx }) => listBudgets({ ctx: ctx.member })),
  setBudget: manage
    .input(setBudgetInput)
    .mutation(({ ctx, input }) => setBudget({ ctx: ctx.member, input })),
  setPrice: manage
    .input(setPriceInput)
    .mutation(({ ctx, input }) => setPrice({ ctx: ctx.member, input })),
});

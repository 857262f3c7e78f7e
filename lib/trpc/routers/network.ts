import "server-only";
import { allowHost, hostInput } from "@/lib/services/network/allow";
import { listAllowedHosts } from "@/lib/services/network/list";
import { removeAllowedHost } from "@/lib/services/network/remove";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("network.manage");

export const networkRouter = router({
  list: manage.query(({ ctx }) => listAllowedHosts({ ctx: ctx.member })),
  allow: manage
    .input(hostInput)
    .mutation(({ ctx, input }) => allowHost({ ctx: ctx.member, input })),
  remove: manage
    .input(hostInput)
    .mutation(({ ctx, input }) => removeAllowedHost({ ctx: ctx.member, input })),
});

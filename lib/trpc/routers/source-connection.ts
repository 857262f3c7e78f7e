import "server-only";
import { byId } from "@/lib/services/inputs";
import {
  beginSourceSignIn,
  redirectUri,
  redirectUriInput,
} from "@/lib/services/source-connection/begin-sign-in";
import { sourceChildren, sourceChildrenInput } from "@/lib/services/source-connection/children";
import {
  createSourceConnection,
  createSourceConnectionInput,
} from "@/lib/services/source-connection/create";
import { deleteSourceConnection } from "@/lib/services/source-connection/delete";
import { listSourceConnections } from "@/lib/services/source-connection/list";
import { testSourceConnection } from "@/lib/services/source-connection/test";
import {
  updateSourceConnection,
  updateSourceConnectionInput,
} from "@/lib/services/source-connection/update";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("connections.manage");
const edit = permissionProcedure("knowledge.edit");

/** Sources outside that admins connect. */
export const sourceConnectionRouter = router({
  list: edit.query(({ ctx }) => listSourceConnections({ ctx: ctx.member })),
  create: manage
    .input(createSourceConnectionInput)
    .mutation(({ ctx, input }) => createSourceConnection({ ctx: ctx.member, input })),
  update: manage
    .input(updateSourceConnectionInput)
    .mutation(({ ctx, input }) => updateSourceConnection({ ctx: ctx.member, input })),
  /** The address to be entered at a service before somebody can sign in there. */
  redirectUri: manage.input(redirectUriInput).query(({ input }) => redirectUri({ input })),
  /** Where somebody signs in at the service; what comes back arrives at app/api/connections. */
  beginSignIn: manage
    .input(byId)
    .mutation(({ ctx, input }) => beginSourceSignIn({ ctx: ctx.member, input })),
  /** Says what exactly is missing. */
  test: manage
    .input(byId)
    .mutation(({ ctx, input, signal }) => testSourceConnection({ ctx: ctx.member, input, signal })),
  /** One level of the tree that a part is picked from. */
  children: edit
    .input(sourceChildrenInput)
    .query(({ ctx, input, signal }) => sourceChildren({ ctx: ctx.member, input, signal })),
  delete: manage
    .input(byId)
    .mutation(({ ctx, input }) => deleteSourceConnection({ ctx: ctx.member, input })),
});

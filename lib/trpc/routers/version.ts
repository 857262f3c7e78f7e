import "server-only";
import { getVersion, ofVersionInput } from "@/lib/services/version/get";
import { goLive, goLiveInput } from "@/lib/services/version/go-live";
import { listVersions, listVersionsInput } from "@/lib/services/version/list";
import { publishVersion, publishVersionInput } from "@/lib/services/version/publish";
import { setLock, setLockInput } from "@/lib/services/version/set-lock";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workflow.edit");
const publish = permissionProcedure("workflow.publish");

export const versionRouter = router({
  list: read
    .input(listVersionsInput)
    .query(({ ctx, input }) => listVersions({ ctx: ctx.member, input })),
  get: read.input(ofVersionInput).query(({ ctx, input }) => getVersion({ ctx: ctx.member, input })),
  publish: publish
    .input(publishVersionInput)
    .mutation(({ ctx, input }) => publishVersion({ ctx: ctx.member, input })),
  goLive: publish
    .input(goLiveInput)
    .mutation(({ ctx, input }) => goLive({ ctx: ctx.member, input })),
  setLock: publish
    .input(setLockInput)
    .mutation(({ ctx, input }) => setLock({ ctx: ctx.member, input })),
});

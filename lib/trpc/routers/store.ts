import "server-only";
import { byId, named, renamed } from "@/lib/services/inputs";
import { cancelRebuild } from "@/lib/services/store/cancel-rebuild";
import { chunkingCost, chunkingCostInput } from "@/lib/services/store/chunking-cost";
import { createStore } from "@/lib/services/store/create";
import { deleteStore } from "@/lib/services/store/delete";
import { listStoreDetails } from "@/lib/services/store/details";
import { storeFilterValues } from "@/lib/services/store/filter-values";
import { listStores } from "@/lib/services/store/list";
import { previewChunking, previewChunkingInput } from "@/lib/services/store/preview-chunking";
import { renameStore } from "@/lib/services/store/rename";
import { searchStore, searchStoreInput } from "@/lib/services/store/search";
import { setChunking, setChunkingInput } from "@/lib/services/store/set-chunking";
import { setEmbedding, setEmbeddingInput } from "@/lib/services/store/set-embedding";
import { viewAs, viewAsInput } from "@/lib/services/store/view-as";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const edit = permissionProcedure("knowledge.edit");

export const storeRouter = router({
  list: read.query(({ ctx }) => listStores({ ctx: ctx.member })),
  /** Figures of each store, and which workflows use it. */
  details: read.query(({ ctx }) => listStoreDetails({ ctx: ctx.member })),
  /** What its documents can be narrowed down by. */
  filterValues: read
    .input(byId)
    .query(({ ctx, input }) => storeFilterValues({ ctx: ctx.member, input })),
  /** What is found for a question, why, and what a router would make of it. */
  search: read
    .input(searchStoreInput)
    .query(({ ctx, input, signal }) => searchStore({ ctx: ctx.member, input, signal })),
  /** What another person, or anybody, finds, and why not more. */
  viewAs: permissionProcedure("knowledge.view-as")
    .input(viewAsInput)
    .mutation(({ ctx, input, signal }) => viewAs({ ctx: ctx.member, input, signal })),
  /** The passages a chunking would cut a document into; nothing is stored. */
  previewChunking: read
    .input(previewChunkingInput)
    .query(({ ctx, input }) => previewChunking({ ctx: ctx.member, input })),
  /** How much a chunking would have to embed; nothing is stored. */
  chunkingCost: edit
    .input(chunkingCostInput)
    .query(({ ctx, input }) => chunkingCost({ ctx: ctx.member, input })),
  create: edit.input(named).mutation(({ ctx, input }) => createStore({ ctx: ctx.member, input })),
  rename: edit.input(renamed).mutation(({ ctx, input }) => renameStore({ ctx: ctx.member, input })),
  delete: edit.input(byId).mutation(({ ctx, input }) => deleteStore({ ctx: ctx.member, input })),
  /** Builds a new index in the background, cut this way; the old one answers until it is whole. */
  setChunking: edit
    .input(setChunkingInput)
    .mutation(({ ctx, input }) => setChunking({ ctx: ctx.member, input })),
  /** Gives up the index being built; the one that answers stays. */
  cancelRebuild: edit
    .input(byId)
    .mutation(({ ctx, input }) => cancelRebuild({ ctx: ctx.member, input })),
  setEmbedding: edit
    .input(setEmbeddingInput)
    .mutation(({ ctx, input }) => setEmbedding({ ctx: ctx.member, input })),
});

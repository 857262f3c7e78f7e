import "server-only";
import { aboutDocument } from "@/lib/services/document/about";
import { cancelDocuments } from "@/lib/services/document/cancel";
import { changeTags, changeTagsInput } from "@/lib/services/document/change-tags";
import { deleteDocuments } from "@/lib/services/document/delete";
import { documentFacets, documentFacetsInput } from "@/lib/services/document/facets";
import { listDocuments, listDocumentsInput } from "@/lib/services/document/list";
import { listDocumentIds, listDocumentIdsInput } from "@/lib/services/document/list-ids";
import { documentOverviewInput, documentsOverview } from "@/lib/services/document/overview";
import { listDocumentPassages, passagesInput } from "@/lib/services/document/passages";
import { pauseDocuments } from "@/lib/services/document/pause";
import { listReceipts, listReceiptsInput } from "@/lib/services/document/receipts";
import { renameDocument } from "@/lib/services/document/rename";
import { resumeDocuments } from "@/lib/services/document/resume";
import { retryDocuments } from "@/lib/services/document/retry";
import { documentSelection } from "@/lib/services/document/selection";
import {
  listStillAnswerable,
  stillAnswerableInput,
} from "@/lib/services/document/still-answerable";
import { setFolder, setFolderInput } from "@/lib/services/document/set-folder";
import { setTags, setTagsInput } from "@/lib/services/document/set-tags";
import { unlockDocument, unlockInput } from "@/lib/services/document/unlock";
import { viewDocument, viewDocumentInput } from "@/lib/services/document/view";
import { byId, renamed } from "@/lib/services/inputs";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const edit = permissionProcedure("knowledge.edit");
/** For one document, several, or all that fit a filter. */
const bulk = edit.input(documentSelection);

export const documentRouter = router({
  /** A page of documents with their states. */
  list: read
    .input(listDocumentsInput)
    .query(({ ctx, input }) => listDocuments({ ctx: ctx.member, input })),
  /** All that is known of one, with its versions. */
  about: read.input(byId).query(({ ctx, input }) => aboutDocument({ ctx: ctx.member, input })),
  ids: read
    .input(listDocumentIdsInput)
    .query(({ ctx, input }) => listDocumentIds({ ctx: ctx.member, input })),
  /** Counts by state and by reason, sums, and how far work has come. */
  overview: read
    .input(documentOverviewInput)
    .query(({ ctx, input }) => documentsOverview({ ctx: ctx.member, input })),
  /** The types and tags there are, and how many have the same content as another. */
  facets: read
    .input(documentFacetsInput)
    .query(({ ctx, input }) => documentFacets({ ctx: ctx.member, input })),
  view: read
    .input(viewDocumentInput)
    .query(({ ctx, input }) => viewDocument({ ctx: ctx.member, input })),
  passages: read
    .input(passagesInput)
    .query(({ ctx, input }) => listDocumentPassages({ ctx: ctx.member, input })),
  /** What was deleted, by whom, and whether its files are gone. */
  receipts: read
    .input(listReceiptsInput)
    .query(({ ctx, input }) => listReceipts({ ctx: ctx.member, input })),
  /** Asks again, without a model, what was answered from a document, deleted or not. */
  stillAnswerable: edit
    .input(stillAnswerableInput)
    .query(({ ctx, input, signal }) => listStillAnswerable({ ctx: ctx.member, input, signal })),
  rename: edit
    .input(renamed)
    .mutation(({ ctx, input }) => renameDocument({ ctx: ctx.member, input })),
  setTags: edit
    .input(setTagsInput)
    .mutation(({ ctx, input }) => setTags({ ctx: ctx.member, input })),
  setFolder: edit
    .input(setFolderInput)
    .mutation(({ ctx, input }) => setFolder({ ctx: ctx.member, input })),
  /** Adds tags to documents and takes others away. */
  changeTags: edit
    .input(changeTagsInput)
    .mutation(({ ctx, input }) => changeTags({ ctx: ctx.member, input })),
  /** Gives the password of a protected file and reads it again. */
  unlock: edit
    .input(unlockInput)
    .mutation(({ ctx, input }) => unlockDocument({ ctx: ctx.member, input })),
  pause: bulk.mutation(({ ctx, input }) => pauseDocuments({ ctx: ctx.member, input })),
  resume: bulk.mutation(({ ctx, input }) => resumeDocuments({ ctx: ctx.member, input })),
  cancel: bulk.mutation(({ ctx, input }) => cancelDocuments({ ctx: ctx.member, input })),
  retry: bulk.mutation(({ ctx, input }) => retryDocuments({ ctx: ctx.member, input })),
  delete: bulk.mutation(({ ctx, input }) => deleteDocuments({ ctx: ctx.member, input })),
});

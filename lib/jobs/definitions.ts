import { z } from "zod";

/** Ids only, of rows or of what is at a service, save for who asks to be let in: a job reads what is true when it runs. */
const id = z.string().min(1);
const ofWorkspace = { workspaceId: id };

export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  readonly payload: Payload;
  /** How often it is tried again after a failure that may pass; waits double from one second. */
  readonly retries: number;
}

/**
 * Every kind of job. Delivery is at least once: a handler may run again after it did its work and before that was
 * noted, so each of them leaves the same state when it runs twice. Of jobs of equal priority workers take the kinds in
 * this order, so that a file that was read can be searched before the next one is read.
 */
export const jobDefinitions = {
  /** Hands a mail to the mail server; for about nine hours, should that be down. */
  "send-mail": {
    payload: z.object({ ...ofWorkspace, mailId: id }),
    retries: 14,
  },
  /** Tells the address of a workspace that a source keeps failing; for about nine hours, should that be down. */
  "send-alert": {
    payload: z.object({ ...ofWorkspace, deliveryId: id }),
    retries: 14,
  },
  /** Mails somebody a way in to a hosted page, if they are invited; who is, only this job asks. */
  "mail-sign-in": {
    payload: z.object({
      ...ofWorkspace,
      publicationId: id,
      channel: z.enum(["page", "form"]),
      email: z.string().max(254),
    }),
    retries: 5,
  },
  /** Reads a file that somebody attached to a conversation and waits for. */
  "read-attached-file": {
    payload: z.object({ ...ofWorkspace, fileId: id }),
    retries: 5,
  },
  /** Cuts, embeds and stores one version in one index. */
  "index-version": {
    payload: z.object({ ...ofWorkspace, indexId: id, versionId: id }),
    retries: 5,
  },
  /** Reads a version's file into text, then queues it for its indexes. */
  "read-version": {
    payload: z.object({ ...ofWorkspace, versionId: id }),
    retries: 5,
  },
  /** Queues whatever an index lacks of its store's sources. */
  "build-index": {
    payload: z.object({ ...ofWorkspace, indexId: id }),
    retries: 5,
  },
  /** Removes the file and the rows of a deleted document. */
  "purge-document": {
    payload: z.object({ ...ofWorkspace, documentId: id }),
    retries: 5,
  },
  /** Removes a retired index with its passages. */
  "purge-index": {
    payload: z.object({ ...ofWorkspace, indexId: id }),
    retries: 5,
  },
  /** Removes what is left of an attached file that was removed or has expired. */
  "purge-attached-file": {
    payload: z.object({ ...ofWorkspace, fileId: id }),
    retries: 5,
  },
  /** Brings the files of a model that will run on this machine. */
  "download-model": {
    payload: z.object({ ...ofWorkspace, model: id, attempt: id }),
    retries: 5,
  },
  /** Reads what changed at a source outside and fetches it. */
  "sync-source": {
    payload: z.object({ ...ofWorkspace, runId: id }),
    retries: 5,
  },
  /** Tells a service outside to call no more for a source that was deleted. */
  "end-watch": {
    payload: z.object({ ...ofWorkspace, connectionId: id, handle: id }),
    retries: 5,
  },
  /** Fills in a form once for each row of a file. */
  "answer-form-batch": {
    payload: z.object({ ...ofWorkspace, batchId: id }),
    retries: 5,
  },
  /** Fills a new workspace with the sample documents and workflow. */
  "load-sample": {
    payload: z.object({ ...ofWorkspace, userId: id }),
    retries: 3,
  },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobDefinitions;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobDefinitions)[Name]["payload"]>;

export const JOB_NAMES = Object.keys(jobDefinitions) as JobName[];

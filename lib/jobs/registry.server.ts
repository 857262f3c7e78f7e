import "server-only";
import { giveUpAlert, sendAlert } from "@/lib/services/alert/send";
import { purgeAttachedFile } from "@/lib/services/conversation-file/purge";
import { failAttachedFile, readAttachedFile } from "@/lib/services/conversation-file/read";
import { purgeDocument } from "@/lib/services/document/purge";
import { answerBatch, failBatch } from "@/lib/services/form-batch/answer";
import { buildIndex } from "@/lib/services/indexing/build-index";
import { failIndexing, indexVersion } from "@/lib/services/indexing/index-version";
import { failReading, readVersion } from "@/lib/services/indexing/read-version";
import { failDownload, runDownload } from "@/lib/services/local-model/run-download";
import { mailSignIn } from "@/lib/services/publication/mail-sign-in";
import { giveUpMail, sendMail } from "@/lib/services/mail/send";
import { endWatch } from "@/lib/services/sync/end-watch";
import { failSync, runSync } from "@/lib/services/sync/run";
import { purgeIndex } from "@/lib/services/store/purge-index";
import { loadSample } from "@/prisma/seed/load-sample";
import type { JobName } from "./definitions";
import { handlerFor, type JobHandler } from "./handler";

/** How each job is done; a missing one doesn't compile. */
export const jobHandlers: Record<JobName, JobHandler> = {
  "send-mail": handlerFor("send-mail", {
    run: sendMail,
    giveUp: ({ ctx, input, error }) => giveUpMail(ctx, { ...input, error }),
  }),
  "send-alert": handlerFor("send-alert", {
    run: sendAlert,
    giveUp: ({ ctx, input, error }) => giveUpAlert(ctx, { ...input, error }),
  }),
  "mail-sign-in": handlerFor("mail-sign-in", { run: mailSignIn }),
  "read-attached-file": handlerFor("read-attached-file", {
    run: readAttachedFile,
    giveUp: ({ ctx, input, error }) => failAttachedFile(ctx, { ...input, error }),
  }),
  "purge-attached-file": handlerFor("purge-attached-file", { run: purgeAttachedFile }),
  "read-version": handlerFor("read-version", {
    run: readVersion,
    giveUp: ({ ctx, input, error }) => failReading(ctx, { ...input, error }),
  }),
  "index-version": handlerFor("index-version", {
    run: indexVersion,
    giveUp: ({ ctx, input, error }) => failIndexing(ctx, { ...input, error }),
  }),
  "build-index": handlerFor("build-index", { run: buildIndex }),
  "purge-document": handlerFor("purge-document", { run: purgeDocument }),
  "purge-index": handlerFor("purge-index", { run: purgeIndex }),
  "download-model": handlerFor("download-model", { run: runDownload, giveUp: failDownload }),
  "sync-source": handlerFor("sync-source", {
    run: runSync,
    giveUp: ({ ctx, input, error }) => failSync(ctx, { ...input, error }),
  }),
  "end-watch": handlerFor("end-watch", { run: endWatch }),
  "answer-form-batch": handlerFor("answer-form-batch", {
    run: answerBatch,
    giveUp: ({ ctx, input, error }) => failBatch(ctx, { ...input, error }),
  }),
  "load-sample": handlerFor("load-sample", { run: loadSample }),
};

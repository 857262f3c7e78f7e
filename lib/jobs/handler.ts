import "server-only";
import type { RunError } from "@/lib/graph/run-events";
import type { ServiceContext, WorkspaceScope } from "@/lib/services/context";
import { jobDefinitions, type JobName, type JobPayload } from "./definitions";

export interface JobCall<Name extends JobName> {
  readonly ctx: WorkspaceScope;
  readonly input: JobPayload<Name>;
  /** Aborted when the worker stops; the job is then done again from its last checkpoint. */
  readonly signal: AbortSignal;
}

export interface JobWork<Name extends JobName> {
  /** Does the job. May be called again after it was done: see definitions.ts. */
  run(call: JobCall<Name>): Promise<void>;
  /** Notes where people look that the job was given up. */
  giveUp?(call: Omit<JobCall<Name>, "signal"> & { error: RunError }): Promise<void>;
}

/** A handler of whatever kind of job, as the worker calls it; payloads are parsed on arrival. */
export interface JobHandler {
  run(services: ServiceContext, data: unknown, signal: AbortSignal): Promise<void>;
  giveUp(services: ServiceContext, data: unknown, error: RunError): Promise<void>;
}

/** Ties work to the payload of its definition. */
export function handlerFor<Name extends JobName>(name: Name, work: JobWork<Name>): JobHandler {
  const read = (services: ServiceContext, data: unknown) => {
    // The definitions' table loses the tie between a name and its payload; this puts it back.
    const input = jobDefinitions[name].payload.parse(data) as JobPayload<Name>;
    return { ctx: { ...services, workspace: { id: input.workspaceId } }, input };
  };
  return {
    run: (services, data, signal) => work.run({ ...read(services, data), signal }),
    giveUp: async (services, data, error) => {
      await work.giveUp?.({ ...read(services, data), error });
    },
  };
}

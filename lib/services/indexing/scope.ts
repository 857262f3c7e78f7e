import type { ServiceContext } from "../context";

/** Whose rows are touched; both a member's context and a job's are one. */
export interface IndexingScope extends Pick<ServiceContext, "jobs"> {
  readonly workspace: { readonly id: string };
}

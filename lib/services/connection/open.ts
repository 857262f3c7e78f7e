import "server-only";
import { pathToFileURL } from "node:url";
import { AppError } from "@/lib/errors/app-error";
import { allowedBy, type AllowedHost } from "@/lib/net/allow-list";
import { modelAbilities, type ModelAbilities } from "@/lib/models/abilities";
import { assumedWindow } from "@/lib/models/assumed-window";
import { knownModel } from "@/lib/models/known-models";
import type {
  Connection,
  ModelPrice,
  ProviderPorts,
  ProviderRuntime,
  TokenPrices,
} from "@/lib/providers/_contract/runtime";
import { isProviderType, needsNoConnection } from "@/lib/providers/catalog";
import { providerRuntimes } from "@/lib/providers/registry.server";
import type { WorkspaceScope } from "../context";
import {
  modelPolicySchema,
  OPEN_POLICY,
  refusalOf,
  type ModelPolicy,
} from "../model-policy/policy";
import type { KeyLimits } from "../model-turn/take";
import { found } from "../not-found";
import { openHeaders } from "./headers";
import { openKey } from "./secret";

/** Everything a call to a provider needs, the key in clear: keep it for one call only. */
export interface OpenConnection {
  readonly runtime: ProviderRuntime;
  readonly connection: Connection;
  readonly ports: ProviderPorts;
  /** What a model costs, as people set it or the catalogue says; null where neither knows. */
  priceOf(model: string): ModelPrice | null;
  /** Whether what may be spent is limited for it. */
  readonly budgeted: boolean;
  /** What its key may do at once; null where nothing is limited. */
  readonly limits: KeyLimits | null;
  /** Throws `model-policy.provider`, `model-policy.model` when the workspace's rules forbid it; ask before each call. */
  mayUse(model: string): void;
  /** What a model can do, as far as that is known of it or of the one it was made from. */
  abilitiesOf(model: string): ModelAbilities;
  /** Tokens that a model reads and writes together, see `ModelPort` in lib/nodes. */
  contextWindow(model: string): number;
}

/** What people said of a model. */
interface Named {
  readonly model: string;
  readonly contextTokens: number | null;
  readonly baseModel: string | null;
}

/** A connection as it is stored, with what it takes to open it. */
export interface ConnectionRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly provider: string;
  readonly baseUrl: string;
  readonly sealedKey: string | null;
  readonly sealedHeaders: string | null;
  /** The private hosts that the admins of the workspace opened. */
  readonly hosts: AllowedHost[];
  readonly policy: unknown;
  readonly named: readonly Named[];
  readonly prices: readonly (TokenPrices & { readonly model: string })[];
  readonly budgeted: boolean;
  readonly maxConcurrent: number | null;
  readonly tokensPerMinute: number | null;
}

/** As SQL, the {@link ConnectionRow}s of a workspace with some ids, both given as expressions. */
export const connectionRows = ({ ids, workspace }: { ids: string; workspace: string }) => `
  select id, "workspaceId", provider, "baseUrl", "sealedKey", "sealedHeaders", "maxConcurrent", "tokensPerMinute", (
    select coalesce(json_agg(json_build_object('host', host, 'port', port)), '[]')
    from "AllowedHost" where "workspaceId" = ${workspace}
  ) as hosts, (
    select json_build_object('providers', providers, 'models', models)
    from "ModelPolicy" where "workspaceId" = ${workspace}
  ) as policy, (
    select coalesce(json_agg(json_build_object(
      'model', model, 'contextTokens', "contextTokens", 'baseModel', "baseModel")), '[]')
    from "NamedModel" where "connectionId" = connection.id and "workspaceId" = ${workspace}
  ) as named, (
    select coalesce(json_agg(json_build_object('model', model, 'input', input, 'output', output)), '[]')
    from "ModelPrice" where "connectionId" = connection.id and "workspaceId" = ${workspace}
  ) as prices, exists (
    select 1 from "ModelBudget"
    where "workspaceId" = ${workspace} and ("connectionId" is null or "connectionId" = connection.id)
  ) as budgeted
  from "ModelConnection" connection
  where id = any (${ids}) and "workspaceId" = ${workspace} and "deletedAt" is null`;

const OPEN = connectionRows({ ids: "array[$1::text]", workspace: "$2" });

/**
 * Opens a connection of the workspace, or a provider that needs none by its type. Throws
 * `connection.not-found`, `connection.unknown-provider`, `crypto.unreadable`. `known`: its row, where it was read just now.
 */
export async function openConnection(
  ctx: WorkspaceScope,
  id: string,
  known?: ConnectionRow,
): Promise<OpenConnection> {
  if (needsNoConnection(id)) {
    // Where such a provider is, is on this machine: in the folder of its models, if it has any.
    const connection = { baseUrl: pathToFileURL(ctx.models.dir).href, apiKey: null };
    const ports = { fetch: ctx.outbound.fetch };
    const free = { mayUse: () => undefined, contextWindow: () => Infinity, priceOf: () => FREE };
    const abilitiesOf = (model: string) => modelAbilities(id, model, null);
    const unlimited = { budgeted: false, limits: null };
    return { runtime: providerRuntimes[id], connection, ports, ...unlimited, ...free, abilitiesOf };
  }
  const row = known ?? (await readConnection(ctx, id));
  if (!isProviderType(row.provider)) {
    throw new AppError("connection.unknown-provider", "bad-request", {
      params: { provider: row.provider },
    });
  }
  return {
    runtime: providerRuntimes[row.provider],
    connection: {
      baseUrl: row.baseUrl,
      apiKey: openKey(ctx.vault, row),
      headers: openHeaders(ctx.vault, row),
    },
    ports: { fetch: ctx.outbound.allowing(allowedBy(row.hosts)).fetch },
    mayUse: (model) => {
      const refusal = refusalOf(policyOf(row), { ...row, connectionId: row.id, model });
      if (refusal) throw refusal;
    },
    abilitiesOf: (model) => modelAbilities(row.provider, model, baseOf(row, model)),
    contextWindow: (model) => windowIn(row, model),
    priceOf: (model) => priceIn(row, model),
    budgeted: row.budgeted,
    limits: limitsOf(row),
  };
}

async function readConnection(ctx: WorkspaceScope, id: string): Promise<ConnectionRow> {
  const params = [id, ctx.workspace.id];
  const rows = await ctx.sql.query<ConnectionRow>(OPEN, params, { prepared: true });
  return found("connection", rows[0]);
}

function limitsOf({ maxConcurrent, tokensPerMinute }: ConnectionRow): KeyLimits | null {
  return (maxConcurrent ?? tokensPerMinute) === null ? null : { maxConcurrent, tokensPerMinute };
}

function policyOf({ policy }: ConnectionRow): ModelPolicy {
  return policy === null ? OPEN_POLICY : modelPolicySchema.parse(policy);
}

function windowIn({ provider, named }: ConnectionRow, model: string): number {
  const { contextTokens, baseModel } = named.find((one) => one.model === model) ?? {};
  const known = (id: string) => knownModel(provider, id)?.contextWindow;
  return (
    contextTokens ??
    known(model) ??
    known(baseModel ?? "") ??
    assumedWindow(baseModel ?? model, provider)
  );
}

function baseOf({ named }: ConnectionRow, model: string): string | null {
  return named.find((one) => one.model === model)?.baseModel ?? null;
}

const FREE: ModelPrice = { input: 0, output: 0 };

/** What people set comes first, then the list; a model of one's own costs what its base does, where nobody says more. */
function priceIn(row: ConnectionRow, model: string): ModelPrice | null {
  const { provider, prices } = row;
  const set = prices.find((one) => one.model === model);
  if (set) return { input: set.input, output: set.output };
  const base = baseOf(row, model);
  const listed = (id: string) => knownModel(provider, id)?.price ?? null;
  return listed(model) ?? (base === null ? null : listed(base));
}

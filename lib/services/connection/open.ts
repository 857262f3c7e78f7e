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

interface Row {
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

const OPEN = `
  select id, "workspaceId", provider, "baseUrl", "sealedKey", "sealedHeaders", "maxConcurrent", "tokensPerMinute", (
    select coalesce(json_agg(json_build_object('host', host, 'port', port)), '[]')
    from "AllowedHost" where "workspaceId" = $2
  ) as hosts, (
    select json_build_object('providers', providers, 'models', models)
    from "ModelPolicy" where "workspaceId" = $2
  ) as policy, (
    select coalesce(json_agg(json_build_object(
      'model', model, 'contextTokens', "contextTokens", 'baseModel', "baseModel")), '[]')
    from "NamedModel" where "connectionId" = $1 and "workspaceId" = $2
  ) as named, (
    select coalesce(json_agg(json_build_object('model', model, 'input', input, 'output', output)), '[]')
    from "ModelPrice" where "connectionId" = $1 and "workspaceId" = $2
  ) as prices, exists (
    select 1 from "ModelBudget"
    where "workspaceId" = $2 and ("connectionId" is null or "connectionId" = $1)
  ) as budgeted
  from "ModelConnection" where id = $1 and "workspaceId" = $2 and "deletedAt" is null`;

/**
 * Opens a connection of the workspace, or a provider that needs none by its type. Throws
 * `connection.not-found`, `connection.unknown-provider`, `crypto.unreadable`.
 */
export async function openConnection(ctx: WorkspaceScope, id: string): Promise<OpenConnection> {
  if (needsNoConnection(id)) {
    // Where such a provider is, is on this machine: in the folder of its models, if it has any.
    const connection = { baseUrl: pathToFileURL(ctx.models.dir).href, apiKey: null };
    const ports = { fetch: ctx.outbound.fetch };
    const free = { mayUse: () => undefined, contextWindow: () => Infinity, priceOf: () => FREE };
    const abilitiesOf = (model: string) => modelAbilities(id, model, null);
    const unlimited = { budgeted: false, limits: null };
    return { runtime: providerRuntimes[id], connection, ports, ...unlimited, ...free, abilitiesOf };
  }
  const rows = await ctx.sql.query<Row>(OPEN, [id, ctx.workspace.id], { prepared: true });
  const row = found("connection", rows[0]);
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

function limitsOf({ maxConcurrent, tokensPerMinute }: Row): KeyLimits | null {
  return (maxConcurrent ?? tokensPerMinute) === null ? null : { maxConcurrent, tokensPerMinute };
}

function policyOf({ policy }: Row): ModelPolicy {
  return policy === null ? OPEN_POLICY : modelPolicySchema.parse(policy);
}

function windowIn({ provider, named }: Row, model: string): number {
  const { contextTokens, baseModel } = named.find((one) => one.model === model) ?? {};
  const known = (id: string) => knownModel(provider, id)?.contextWindow;
  return (
    contextTokens ??
    known(model) ??
    known(baseModel ?? "") ??
    assumedWindow(baseModel ?? model, provider)
  );
}

function baseOf({ named }: Row, model: string): string | null {
  return named.find((one) => one.model === model)?.baseModel ?? null;
}

const FREE: ModelPrice = { input: 0, output: 0 };

/** What people set comes first, then the list; a model of one's own costs what its base does, where nobody says more. */
function priceIn(row: Row, model: string): ModelPrice | null {
  const { provider, prices } = row;
  const set = prices.find((one) => one.model === model);
  if (set) return { input: set.input, output: set.output };
  const base = baseOf(row, model);
  const listed = (id: string) => knownModel(provider, id)?.price ?? null;
  return listed(model) ?? (base === null ? null : listed(base));
}

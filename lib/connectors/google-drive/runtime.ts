import "server-only";
import { z } from "zod/mini";
import { isAppError } from "@/lib/errors/app-error";
import type {
  ConnectorCheck,
  ConnectorRuntime,
  ConnectorTest,
} from "@/lib/connectors/_contract/runtime";
import { mayWrite } from "@/lib/connectors/_contract/writing";
import { get, parsed, type DriveCall } from "./api";
import { changes, type DriveScope } from "./changes";
import { download } from "./download";
import { groupMembers, permissionsCheck } from "./groups";
import { permissions } from "./permissions";
import { children } from "./places";
import { adminOf, apiOf, docsOf, renew, revoke, signIn, type DriveCredentials } from "./sign-in";
import { watching } from "./watching";
import { writing, writingCheck } from "./writing";

/** Reads My Drive, shared drives and their folders by Drive's log of changes. */
export const googleDriveRuntime: ConnectorRuntime<DriveCredentials, DriveScope> = {
  origins: (credentials) => [apiOf(credentials), docsOf(credentials), adminOf(credentials)],
  gate: (credentials) => `drive ${new URL(apiOf(credentials)).host} ${whoIs(credentials)}`,
  roots: ({ folderId }) => [folderId],
  signIn,
  renew,
  revoke,
  test,
  children,
  changes,
  download,
  permissions,
  watching,
  writing,
  groupMembers,
  permissionsCheck,
};

/** Google counts calls by project and person. */
function whoIs(credentials: DriveCredentials): string {
  return credentials.method === "sign-in" ? credentials.clientId : credentials.person;
}

const about = z.object({ user: z.object({ emailAddress: z.string() }) });

async function test(call: DriveCall): Promise<ConnectorTest> {
  try {
    await call.accessToken();
    const got = await get(call, "/drive/v3/about", { query: { fields: "user(emailAddress)" } });
    const credentials: ConnectorCheck = { code: "credentials", ok: true };
    if ("refusal" in got) {
      return { account: null, checks: [credentials, { code: "drive", ok: false }] };
    }
    const account = parsed(call, about, got.body).user.emailAddress;
    const drive: ConnectorCheck = { code: "drive", ok: true, params: { account } };
    const writes = mayWrite(call.credentials) ? [await writingCheck(call)] : [];
    return { account, checks: [credentials, drive, ...writes] };
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.reconnect") throw error;
    const reason = error.cause instanceof Error ? error.cause.message : "other";
    return { account: null, checks: [{ code: "credentials", ok: false, params: { reason } }] };
  }
}

import { docs as docsOf, auth, type docs_v1 } from "@googleapis/docs";
import { drive as driveOf, type drive_v3 } from "@googleapis/drive";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCOPES, startGoogleDrive, type GoogleDrive } from "./server";
import { DOCUMENT } from "./world";

/** Google's own clients understand how this server makes and changes documents. */

let server: GoogleDrive;
let docs: docs_v1.Docs;
let drive: drive_v3.Drive;
let documentId: string;

function clientWith(...scopes: string[]) {
  const token = `token-${scopes.join()}`;
  const session = { subject: "erika@example.com", clientId: "app", scopes };
  server.signIn.grants.access(token, session);
  const owner = new auth.OAuth2();
  owner.setCredentials({ access_token: token });
  return { auth: owner, rootUrl: `${server.api}/`, retry: false };
}

beforeAll(async () => {
  server = await startGoogleDrive();
  server.world.addPerson("erika");
  const may = clientWith(SCOPES.file);
  docs = docsOf({ version: "v1", ...may });
  drive = driveOf({ version: "v3", ...may });
  const requestBody = { name: "Notes", mimeType: DOCUMENT, appProperties: { key: "it's 1" } };
  const { data } = await drive.files.create({ requestBody, fields: "id,webViewLink" });
  documentId = data.id ?? "";
  expect(data.webViewLink).toContain(documentId);
});
afterAll(() => server.close());

const batch = (requests: docs_v1.Schema$Request[], requiredRevisionId?: string) =>
  docs.documents.batchUpdate({
    documentId,
    requestBody: { requests, ...(requiredRevisionId && { writeControl: { requiredRevisionId } }) },
  });
const insert = (index: number, text: string) => ({ insertText: { location: { index }, text } });
const get = async () => (await docs.documents.get({ documentId })).data;

describe("Google's client for documents", () => {
  it("finds what its app made by a property of the app", async () => {
    const q = String.raw`appProperties has { key='key' and value='it\'s 1' } and trashed = false`;
    expect((await drive.files.list({ q })).data.files).toMatchObject([{ id: documentId }]);
  });

  it("writes and styles by UTF-16 units, and names a range that moves with what it is about", async () => {
    const range = { startIndex: 1, endIndex: 3 };
    await batch([
      insert(1, "😀 is a smile"),
      { updateTextStyle: { range, textStyle: { bold: true }, fields: "bold" } },
      { createNamedRange: { name: "smile", range } },
      insert(1, "Look: "),
    ]);
    const { body, namedRanges, revisionId } = await get();
    const last = body?.content?.at(-1);
    expect(last).toMatchObject({ startIndex: 1, endIndex: 21 });
    const runs = last?.paragraph?.elements?.map(({ textRun }) => textRun?.content);
    expect(runs).toEqual(["Look: 😀", " is a smile\n"]);
    expect(namedRanges?.smile?.namedRanges?.[0]?.ranges).toEqual([{ startIndex: 7, endIndex: 9 }]);
    expect(revisionId).toBeTruthy();
  });

  it("is refused as a whole where one request does not fit", async () => {
    const before = await get();
    await expect(batch([insert(1, "Lost"), insert(999, "x")])).rejects.toMatchObject({
      status: 400,
    });
    await expect(batch([insert(8, "between the halves")])).rejects.toMatchObject({ status: 400 });
    expect(await get()).toEqual(before);
  });

  it("is refused at a revision that is no longer the last", async () => {
    const { revisionId } = await get();
    const { data } = await batch([insert(1, "One. ")], revisionId ?? "");
    expect(data.writeControl?.requiredRevisionId).toBe((await get()).revisionId);
    await expect(batch([insert(1, "Two. ")], revisionId ?? "")).rejects.toMatchObject({
      status: 400,
      response: { data: { error: { status: "FAILED_PRECONDITION" } } },
    });
  });

  it("is told what it may not", async () => {
    const readOnly = clientWith(SCOPES.drive);
    const refused = docsOf({ version: "v1", ...readOnly }).documents.batchUpdate({
      documentId,
      requestBody: { requests: [insert(1, "x")] },
    });
    await expect(refused).rejects.toMatchObject({
      status: 403,
      response: { data: { error: { details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }] } } },
    });
    const make = driveOf({ version: "v3", ...readOnly }).files.create({ requestBody: {} });
    await expect(make).rejects.toMatchObject({ status: 403 });
    const { id } = server.world.tree.create({
      parentId: "root-erika@example.com",
      name: "Not by this app",
      mimeType: DOCUMENT,
    });
    await expect(docs.documents.get({ documentId: id })).rejects.toMatchObject({ status: 404 });
    server.fail({ status: 429 });
    await expect(get()).rejects.toMatchObject({ status: 429 });
  });
});

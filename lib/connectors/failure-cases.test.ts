import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SHAREPOINT = "lib/connectors/sharepoint/runtime.integration.test.ts";
const DRIVE = "lib/connectors/google-drive/runtime.integration.test.ts";
const S3 = "lib/connectors/s3/runtime.integration.test.ts";
const POSTGRESQL = "lib/connectors/postgresql/runtime.integration.test.ts";
const SYNC = "lib/services/sync/sync.integration.test.ts";
const HISTORIES = "lib/services/sync/histories.integration.test.ts";
const WATCH = "lib/services/sync/watch.integration.test.ts";
const SIGN_IN = "app/api/connections/[type]/callback/route.integration.test.ts";
const NETWORK = "lib/connectors/_contract/guarded-fetch.test.ts";
const CONTRACT = "lib/connectors/_contract/conformance.ts";
const DECIDE = "lib/knowledge/sync/decide.test.ts";
const ACCESS = "lib/connectors/sharepoint/permissions.test.ts";

type Place = readonly [file: string, name: string];

/**
 * In how many ways keeping in sync was seen to fail, and the tests that show that it doesn't here. Who may see what (26, 29, 30,
 * 46, 47) is tested with the reading of permissions; 31 is about batches of calls, which no connector makes.
 */
const CASES: Readonly<Record<number, readonly [what: string, ...Place[]]>> = {
  1: [
    "deleted between syncs",
    [SHAREPOINT, "a file that was deleted, without another listing"],
    [HISTORIES, "follows what happens there, to the last deletion"],
  ],
  2: [
    "moved in with an old date",
    [SHAREPOINT, "a file that is moved in with an old date"],
    [HISTORIES, "takes in what is moved there, whatever its date"],
  ],
  3: ["moved out of what was picked", [HISTORIES, "lets go of what is moved out"]],
  4: [
    "folder renamed",
    [SHAREPOINT, "a folder that was renamed: its files keep their ids and tags"],
    [HISTORIES, "follows what happens there, to the last deletion"],
  ],
  5: [
    "folder deleted",
    [SHAREPOINT, "a folder that was deleted, with its children before it"],
    [HISTORIES, "ends with the index equal to the source"],
  ],
  6: [
    "the same item twice in a feed",
    [SHAREPOINT, "edit then delete"],
    [POSTGRESQL, "with one key twice"],
  ],
  7: ["a delta that is too old", [SHAREPOINT, "lists everything again, from page %i on"]],
  8: [
    "a feed that breaks in the middle",
    [SHAREPOINT, "a feed that breaks"],
    [SYNC, "8, 12. in the middle of a listing"],
    [CONTRACT, "lists everything once, and goes on from every page"],
  ],
  9: [
    "a crash between a page and its cursor",
    [HISTORIES, "ends with the index equal to the source"],
  ],
  10: [
    "throttled",
    [SYNC, "10. that asks to be left alone pauses every call"],
    [NETWORK, "pauses everybody for"],
  ],
  11: ["every form of Retry-After", [NETWORK, "%i with Retry-After %j"]],
  12: [
    "200 with nothing, or with a page",
    [SYNC, "8, 12. in the middle of a listing"],
    [CONTRACT, "lists nothing wrong and may be tried again after"],
  ],
  13: [
    "a site that is locked, gone or forbidden",
    [SHAREPOINT, "a library among others is told, and the others go on"],
    [SYNC, "13. that lasts ends the run"],
  ],
  14: [
    "a token that ends in the middle",
    [SHAREPOINT, "signs in again when the token ends in the middle"],
  ],
  15: [
    "two workers with one refresh token",
    [SIGN_IN, "15. uses a refresh token that rotates once"],
  ],
  16: ["a refresh that is refused", [SYNC, "16. about the key asks an admin to connect again"]],
  17: [
    "a download from another host",
    [SHAREPOINT, "go to the other origin without the token"],
    [NETWORK, "does not follow a redirect to another host"],
  ],
  18: [
    "a download that is cut short",
    [SYNC, "18. that cuts a download short"],
    [SHAREPOINT, "fail for bytes that are not the file's"],
  ],
  19: [
    "a file of 2 GB",
    [DECIDE, "19. of 2 GB, not fetched before"],
    [SYNC, "is taken by patterns and up to a size"],
  ],
  20: [
    "one name in two folders",
    [SYNC, "20. may have the same name in two folders"],
    [SHAREPOINT, "the same file name in two folders"],
  ],
  21: ["unusual names", [SHAREPOINT, "a file called %j"], [S3, "may be %j"]],
  22: ["other libraries and subsites", [SHAREPOINT, "22. are other libraries and subsites too"]],
  23: ["without the folders below", [DECIDE, "23. Without the folders below"]],
  24: ["what can't be read", [SHAREPOINT, "$what, with a reason why it is not read"]],
  25: [
    "shortcuts that go in circles",
    [SHAREPOINT, "a shortcut"],
    [DRIVE, "of %s is not asked for"],
  ],
  27: ["links", [ACCESS, "whom an entry lets read"]],
  28: ["limited access", [ACCESS, "whom an entry lets read"]],
  32: [
    "calls that somebody else makes, and bursts",
    [WATCH, "32. is not moved by a forged secret"],
  ],
  33: ["calls that never come", [WATCH, "33. is looked at once a day"]],
  34: ["removed without a word", [DRIVE, "a file that is removed without a word about it"]],
  35: [
    "trashed and restored",
    [DRIVE, "a file in the trash is gone, and comes back with the same tag"],
  ],
  36: [
    "access lost",
    [DRIVE, "a file that can't be seen any more"],
    [DRIVE, "a whole shared drive that can't be seen any more"],
  ],
  37: ["new in a new folder", [DRIVE, "a new file in a new folder of a shared drive"]],
  38: [
    "the two meanings of 403",
    [DRIVE, "for going too fast are told apart from those for good"],
    [NETWORK, "in words of its own pauses everybody too"],
  ],
  39: ["an export that is too large", [DRIVE, "too large to be exported"]],
  40: [
    "shortcuts and links",
    [DRIVE, "only what is new, when the target of a shortcut is older"],
    [DRIVE, "is asked for with the key of the link that it was shared by"],
  ],
  41: ["one name twice in a folder", [DRIVE, "two files of one name in one folder: both"]],
  42: ["all sheets", [DRIVE, "of a table comes with all its sheets"]],
  43: [
    "a new version with the same text",
    [DRIVE, "of Google's own documents comes in a form that can be read"],
    [HISTORIES, "ends with the index equal to the source"],
  ],
  44: ["no new refresh token", [SIGN_IN, "keeps the refresh token of before"]],
  45: ["a person who is suspended", [DRIVE, "a person who is suspended"]],
  48: [
    "a search that is incomplete",
    [DRIVE, "that could not search everything ends nothing"],
    [DRIVE, "with empty pages before full ones goes on"],
  ],
  49: [
    "a shortcut with an older target",
    [DRIVE, "only what is new, when the target of a shortcut is older"],
  ],
  50: [
    "a document that takes much memory",
    [
      "lib/knowledge/ingestion/parser-limits.test.ts",
      "grows with its size, and is half a gigabyte",
    ],
    [
      "lib/knowledge/ingestion/parser-pool.test.ts",
      "end when they have waited long, read many files or hold much memory",
    ],
  ],
  51: ["deleted and restored", [SYNC, "51. object deleted, and restored"]],
  52: ["overwritten in the same second", [SYNC, "52. overwritten in the same second"]],
  53: [
    "prefixes and strange keys",
    [S3, "take a prefix to its end"],
    [S3, "that stand for folders are no files"],
  ],
  54: [
    "the same document from run to run",
    [SYNC, "54. keeps its documents from run to run"],
    [S3, "stops when a server gives the same page again and again"],
  ],
};

const ELSEWHERE = [26, 29, 30, 31, 46, 47];

describe("the ways to fail", () => {
  it("are all accounted for", () => {
    const numbers = [...Object.keys(CASES).map(Number), ...ELSEWHERE].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 54 }, (_, index) => index + 1));
  });

  it.each(Object.entries(CASES))("%s", (_, [, ...places]) => {
    for (const [file, name] of places) {
      expect(readFileSync(path.join(ROOT, file), "utf8")).toContain(name);
    }
  });
});

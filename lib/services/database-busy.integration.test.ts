import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/lib/testing/database";
import { databaseBusy } from "./database-busy";

let database: TestDatabase & { stop(): Promise<void> };
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.stop());

describe("a transaction that gets no turn", () => {
  it("is told as a busy database that may be asked again", async () => {
    const { db } = database;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const holder = db.$transaction(async (tx) => {
      await tx.user.count();
      await held;
    });
    const late = db.$transaction((tx) => tx.user.count(), { maxWait: 50 });
    const error = await late.then(
      () => null,
      (reason: unknown) => reason,
    );
    release();
    await holder;
    expect(databaseBusy(error)).toMatchObject({ code: "database.busy", retryable: true });
  });

  it("is told apart from other failures", async () => {
    const { db } = database;
    const missing = await db.user
      .findUniqueOrThrow({ where: { id: "nobody" } })
      .catch((reason: unknown) => reason);
    expect(databaseBusy(missing)).toBeNull();
    expect(databaseBusy(new Error("P2028"))).toBeNull();
  });
});

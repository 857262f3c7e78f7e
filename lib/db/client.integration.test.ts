import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import {
  createConnection,
  createDocument,
  createSource,
  createTenant,
} from "@/lib/testing/factories";
import { sqlPort } from "./sql";

const { db, sql } = testDatabase();

describe("the database client", () => {
  it("leaves secrets out unless they are asked for by name", async () => {
    const { workspace, owner } = await createTenant(db);
    const connection = await createConnection(db, workspace.id, { sealedKey: "sealed" });
    expect(owner).not.toHaveProperty("passwordHash");
    expect(await db.user.findUniqueOrThrow({ where: { id: owner.id } })).not.toHaveProperty(
      "passwordHash",
    );
    expect(await db.modelConnection.findFirst({ where: { id: connection.id } })).not.toHaveProperty(
      "sealedKey",
    );
    const asked = await db.modelConnection.findFirst({
      where: { id: connection.id },
      omit: { sealedKey: false },
    });
    expect(asked?.sealedKey).toBe("sealed");
    const joined = await db.membership.findFirst({
      where: { userId: owner.id },
      include: { user: true },
    });
    expect(joined?.user).not.toHaveProperty("passwordHash");
  });

  it("refuses a row that points into another workspace", async () => {
    const [mine, theirs] = [await createTenant(db), await createTenant(db)];
    const source = await createSource(db, theirs.workspace.id);
    await expect(
      createDocument(db, { workspaceId: mine.workspace.id, sourceId: source.id }),
    ).rejects.toMatchObject({
      code: "P2003",
    });
  });

  it("runs plain SQL with parameters, inside a transaction too, and undoes it with the rest", async () => {
    const { workspace } = await createTenant(db);
    const rows = await sql.query<{ name: string; n: number }>(
      `SELECT name, $2::int AS n FROM "Workspace" WHERE id = $1`,
      [workspace.id, 7],
    );
    expect(rows).toEqual([{ name: "Test workspace", n: 7 }]);
    const undone = db.$transaction(async (tx) => {
      await sqlPort(tx).query(`UPDATE "Workspace" SET name = $2 WHERE id = $1`, [
        workspace.id,
        "Changed",
      ]);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect((await db.workspace.findUniqueOrThrow({ where: { id: workspace.id } })).name).toBe(
      "Test workspace",
    );
  });

  it("serves many at once without mixing up their answers", async () => {
    const { workspace } = await createTenant(db);
    const results = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        if (i % 4 === 0) {
          const source = await createSource(db, workspace.id, { name: `source ${String(i)}` });
          return (
            (await db.source.findUniqueOrThrow({ where: { id: source.id } })).name ===
            `source ${String(i)}`
          );
        }
        const [row] = await sql.query<{ i: number; t: string }>(
          "SELECT $1::int AS i, $2::text AS t",
          [i, `t${String(i)}`],
        );
        return row?.i === i && row.t === `t${String(i)}`;
      }),
    );
    expect(results.every(Boolean)).toBe(true);
  });
});

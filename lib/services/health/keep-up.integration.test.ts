import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { keepUp } from "./keep-up";

let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.stop());

const addUsers = (from: number, count: number) =>
  database.db.user.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      email: `person-${from + index}@example.org`,
      name: "Person",
      passwordHash: "-",
    })),
  });

async function rowsAssumed(): Promise<number> {
  const text = `select reltuples::float8 as rows from pg_class where relname = 'User'`;
  const [found] = await database.sql.query<{ rows: number }>(text, []);
  return found?.rows ?? Number.NaN;
}

const users = async () => (await keepUp(database.sql)).filter(({ table }) => table === '"User"');

it("tells the planner how large tables are, once enough of them has changed", async () => {
  await keepUp(database.sql);
  await addUsers(0, 1000);
  expect(await users()).toEqual([{ table: '"User"', analyze: true, vacuum: false }]);
  expect(await rowsAssumed()).toBe(1000);
  await addUsers(1000, 100);
  expect(await users()).toEqual([]);
  await addUsers(1100, 100);
  expect(await users()).toMatchObject([{ analyze: true }]);
});

it("makes room where many rows were deleted", async () => {
  await database.db.user.deleteMany({});
  expect(await users()).toEqual([{ table: '"User"', analyze: true, vacuum: true }]);
  expect(await users()).toEqual([]);
});

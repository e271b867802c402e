import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RepairedPGlite } from "./pglite-adapter";

/** The faults of the published adapter that ours repairs: each of these fails with the published one. */

let client: PGlite;
let factory: RepairedPGlite;
const query = (sql: string) => ({ sql, args: [], argTypes: [] });

beforeAll(async () => {
  client = await PGlite.create();
  factory = new RepairedPGlite(client);
  await client.exec(
    "CREATE TABLE parent (id int PRIMARY KEY); " +
      "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)",
  );
});
afterAll(() => client.close());

describe("the repaired adapter", () => {
  it("tells of an error in a script", async () => {
    const adapter = await factory.connect();
    await expect(adapter.executeScript("SELECT 1; SELECT nonsense")).rejects.toMatchObject({
      name: "DriverAdapterError",
      cause: { kind: "ColumnNotFound" },
    });
  });

  it.each(["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED"] as const)(
    "runs a transaction at %s when asked to",
    async (level) => {
      const transaction = await (await factory.connect()).startTransaction(level);
      const { rows } = await transaction.queryRaw(query("SHOW transaction_isolation"));
      await transaction.commit();
      expect(rows).toEqual([[level.toLowerCase()]]);
    },
  );

  it("tells of an error at commit, and keeps nothing", async () => {
    const transaction = await (await factory.connect()).startTransaction();
    await transaction.executeRaw(query("INSERT INTO child VALUES (1, 99)"));
    await expect(transaction.commit()).rejects.toMatchObject({
      name: "DriverAdapterError",
      cause: { kind: "ForeignKeyConstraintViolation" },
    });
    const { rows } = await (await factory.connect()).queryRaw(query("SELECT count(*)::int FROM child"));
    expect(rows).toEqual([[0]]);
  });

  it("rolls back, and goes on afterwards", async () => {
    const adapter = await factory.connect();
    const transaction = await adapter.startTransaction();
    await transaction.executeRaw(query("INSERT INTO parent VALUES (1)"));
    await transaction.rollback();
    const { rows } = await adapter.queryRaw(query("SELECT count(*)::int FROM parent"));
    expect(rows).toEqual([[0]]);
  });

  it("rolls back after an error inside, and tells of an error that keeps a transaction from starting", async () => {
    const adapter = await factory.connect();
    const transaction = await adapter.startTransaction();
    await expect(transaction.queryRaw(query("SELECT nonsense"))).rejects.toMatchObject({
      cause: { kind: "ColumnNotFound" },
    });
    await transaction.rollback();
    // @ts-expect-error a level that does not exist
    await expect(adapter.startTransaction("NO SUCH LEVEL")).rejects.toMatchObject({
      name: "DriverAdapterError",
    });
    expect((await adapter.queryRaw(query("SELECT 1"))).rows).toEqual([[1]]);
  });

  it("gives a shadow database of its own", async () => {
    const shadow = await factory.connectToShadowDb();
    await expect(shadow.queryRaw(query("SELECT * FROM parent"))).rejects.toMatchObject({
      cause: { kind: "TableDoesNotExist" },
    });
    await shadow.dispose();
  });
});

import { afterAll, expect, it } from "vitest";
import { dataFolders, importFile, query, startUmbra } from "./umbra-process";

const folders = dataFolders();
afterAll(() => folders.remove());

const roundCount = process.env.UMBRA_LONG === "1" ? 20 : 2;

/** Imports a network of one VPC under a name, and comes back once that is acknowledged. */
async function importNetwork(url: string, name: string): Promise<void> {
  const vpc = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };
  await importFile(url, { name: "Vpcs.json", text: JSON.stringify(vpc) }, { name });
}

it("loses nothing acknowledged when it is killed in the middle of work", async () => {
  const folder = folders.make();
  const acknowledged: string[] = [];
  for (let round = 0; round < roundCount; round++) {
    const umbra = startUmbra({ UMBRA_DATA_DIR: folder }, ["--empty"]);
    const url = await umbra.ready;
    const names = (await query(url, "estate.list")) as { name: string }[];
    expect(names.map(({ name }) => name).toSorted()).toEqual(acknowledged.toSorted());
    for (const part of ["a", "b"]) {
      const name = `network ${round}${part}`;
      await importNetwork(url, name);
      acknowledged.push(name);
    }
    // The analysis of the second import runs at this moment.
    umbra.child.kill("SIGKILL");
    expect(await umbra.ended).toBe("SIGKILL");
  }
  const umbra = startUmbra({ UMBRA_DATA_DIR: folder });
  const estates = (await query(await umbra.ready, "estate.list")) as { name: string }[];
  expect(estates.map(({ name }) => name).toSorted()).toEqual(acknowledged.toSorted());
  umbra.child.kill("SIGTERM");
  await umbra.ended;
});

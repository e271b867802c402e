import { afterAll, expect, it } from "vitest";
import { dataFolders, query, send, startUmbra } from "./umbra-process";

const folders = dataFolders();
afterAll(() => folders.remove());

const roundCount = process.env.UMBRA_LONG === "1" ? 20 : 2;

/** Imports a network of one VPC under a name, and comes back once that is acknowledged. */
async function importNetwork(url: string, name: string): Promise<void> {
  const vpc = { Vpcs: [{ VpcId: "vpc-0000000000000000a", CidrBlock: "10.0.0.0/16" }] };
  const parts = [
    `Content-Disposition: form-data; name="name"\r\n\r\n${name}`,
    `Content-Disposition: form-data; name="files"; filename="Vpcs.json"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(vpc)}`,
  ];
  const body = `${parts.map((part) => `--cut\r\n${part}\r\n`).join("")}--cut--\r\n`;
  const headers = {
    origin: url,
    "content-type": "multipart/form-data; boundary=cut",
    "content-length": String(body.length),
  };
  const answer = await send(`${url}/api/import`, { method: "POST", headers, body });
  expect(answer).toMatchObject({ status: 200 });
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

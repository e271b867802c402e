import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { decidesCause } from "../application/fidelity/fidelity-words";
import { type LocalNetwork, openLocal, reachLocal, reportLocal } from "../application/local-analysis";
import type { Fidelity } from "../application/ports/fidelity";
import { parseProtocol } from "../engine/net";
import type { ReachRow } from "../engine/scenario";
import { buildNetwork, type End, traceFlow } from "../engine/semantics";
import { wireLocal } from "../wiring-local";
import { testData, testDataNames } from "./test-data";

/**
 * How much stays open on every real input, and that each open answer says what would decide it. The table stands in
 * `docs/undecided.md`; UMBRA_WRITE_DOCS=1 writes it anew. An input that leaves more open than the table says fails.
 */
const PAGE = new URL("../../docs/undecided.md", import.meta.url);
const INPUTS = [
  ...testDataNames("batfish-aws/snapshots").map((name) => ({
    path: `batfish-aws/snapshots/${name}`,
    assumes: false,
  })),
  ...testDataNames("npguard-aws/input").map((name) => ({ path: `npguard-aws/input/${name}`, assumes: true })),
  ...testDataNames("c7n-recordings")
    .filter((name) => name !== "PROVENANCE.txt")
    .map((name) => ({ path: `c7n-recordings/${name}`, assumes: false })),
  { path: "cloudmapper-demo", assumes: false },
].filter(({ path }) => testData(path) !== undefined);
const SAMPLE = { path: "prisma/sample", assumes: false };

interface Measured {
  readonly fidelity: Fidelity;
  readonly pairCount: number;
  readonly openPairCount: number;
  readonly openRows: readonly ReachRow[];
  readonly local: LocalNetwork;
}

const measured = new Map<string, Measured>();

async function measure({ path, assumes }: (typeof INPUTS)[number]): Promise<Measured> {
  const config = path === SAMPLE.path ? path : (testData(path) ?? "");
  const local = await openLocal(wireLocal(), { config, assumeDefaultRoutes: assumes });
  const rows = reachLocal(local, { isOneWay: false });
  const addresses = local.configuration.resources.networkInterface.map(
    ({ privateAddresses }) => privateAddresses.length,
  );
  const endCount = addresses.reduce((sum, count) => sum + count, 1);
  const sameCount = addresses.reduce((sum, count) => sum + count * (count - 1), 0);
  const openRows = rows.filter(({ verdict, family }) => verdict === "UNKNOWN" && family === 4);
  const openPairs = new Set(
    openRows.map(({ from, to }) => `${from.id} ${from.address} ${to.id} ${to.address}`),
  );
  return {
    fidelity: reportLocal(local).fidelity,
    pairCount: endCount * (endCount - 1) - sameCount,
    openPairCount: openPairs.size,
    openRows,
    local,
  };
}

/** Gaps by which something of the network is not in the shadow at all. */
const HOLES = ["unreadable", "missing", "dangling", "assumed", "ignored-part"];
const CAUSE_COUNT = 4;

function row(path: string, { fidelity, pairCount, openPairCount }: Measured): string {
  const { askedCount = 0, undecidedCount = 0, causes = [] } = fidelity.undecided ?? {};
  const share = askedCount === 0 ? "-" : `${Math.round((undecidedCount / askedCount) * 100)} %`;
  const why = causes
    .slice(0, CAUSE_COUNT)
    .map(({ missing, count, decides }) => `${count} x ${missing.replaceAll("|", "/")} -> ${decides}`);
  if (causes.length > CAUSE_COUNT) why.push(`${causes.length - CAUSE_COUNT} more causes`);
  return `| ${path} | ${askedCount} | ${undecidedCount} | ${share} | ${openPairCount} of ${pairCount} | ${why.join("; ")} |`;
}

const HEAD = `# What stays undecided on real inputs

Every input that the tests read, with the share of the suite's checks that stay open, the pairs of \`umbra reach\` that do, and
for the commonest causes what would decide them. Written by \`UMBRA_WRITE_DOCS=1 npx vitest run --project unit
server/testing/undecided.test.ts\`; the test fails where an input leaves more open than it says here. Inputs of np-guard are read with
\`--assume-default-routes\`, for they carry no route tables.

| input | checks | undecided | share | pairs undecided | why, and what would decide it |
| --- | --- | --- | --- | --- | --- |
`;

/** The documented counts of one input: undecided checks and pairs. */
function documented(path: string): { readonly checks: number; readonly pairs: number } | undefined {
  const line = readFileSync(PAGE, "utf8")
    .split("\n")
    .find((each) => each.split("|")[1]?.trim() === path);
  if (line === undefined) return undefined;
  const cells = line.split("|").map((each) => each.trim());
  return { checks: Number(cells[3]), pairs: Number(/^\d+/.exec(cells[5] ?? "")?.[0]) };
}

const publicEnd = ({ configuration }: LocalNetwork, { id, address }: ReachRow["to"]): End => {
  const own = configuration.resources.networkInterface
    .find((each) => each.id === id)
    ?.privateAddresses.find((each) => each.address === address)?.publicAddress;
  return own === undefined ? { kind: "networkInterface", id } : { kind: "address", address: own };
};

/** What a row of the relation lacks, asked of the interpreter again. */
function missingOf(local: LocalNetwork, { from, to, protocol, ports, family }: ReachRow): readonly string[] {
  const ended = ({ id, address }: ReachRow["from"]): End =>
    id === "internet"
      ? { kind: "internet" }
      : { kind: "networkInterface", id, ...(address === undefined ? {} : { address }) };
  const trace = traceFlow(buildNetwork(local.configuration), {
    from: ended(from),
    to: from.id === "internet" ? publicEnd(local, to) : ended(to),
    family,
    protocol: parseProtocol(protocol) ?? 0,
    ...(ports.length === 0 ? {} : { ports }),
    mode: "connection",
  });
  return trace.missing;
}

const inputs = [...INPUTS, SAMPLE];
beforeAll(async () => {
  for (const input of inputs) measured.set(input.path, await measure(input));
  if (process.env.UMBRA_WRITE_DOCS !== "1") return;
  const rows = inputs.flatMap(({ path }) => {
    const found = measured.get(path);
    return found ? [row(path, found)] : [];
  });
  writeFileSync(PAGE, `${HEAD}${rows.join("\n")}\n`);
}, 120_000);

describe.each(inputs.map(({ path }) => path))("%s", (path) => {
  const found = () => {
    const answer = measured.get(path);
    if (!answer) throw new Error("not measured");
    return answer;
  };

  it("leaves no more open than the page says", () => {
    const { fidelity, openPairCount } = found();
    const known = documented(path);
    expect(known, "refresh docs/undecided.md").toBeDefined();
    expect(fidelity.undecided?.undecidedCount ?? 0).toBeLessThanOrEqual(known?.checks ?? 0);
    expect(openPairCount).toBeLessThanOrEqual(known?.pairs ?? 0);
  });

  it("names for each open answer what would decide it", () => {
    const { fidelity, openRows, local } = found();
    const { undecidedCount = 0, causes = [] } = fidelity.undecided ?? {};
    if (undecidedCount > 0) expect(causes.length).toBeGreaterThan(0);
    for (const { missing, decides } of causes) expect([missing, decides]).not.toContain("");
    for (const each of openRows) {
      const missing = missingOf(local, each);
      expect(missing.length, `${each.from.id} > ${each.to.id}`).toBeGreaterThan(0);
      for (const text of missing) expect(decidesCause(text)).not.toBe("");
    }
  });

  it("has nothing open where everything is in the input", () => {
    const { gaps, undecided } = found().fidelity;
    const holes = gaps.filter(({ sort, weakens }) => weakens !== null && HOLES.includes(sort));
    if (holes.length > 0) return;
    expect(undecided?.causes ?? []).toEqual([]);
  });
});

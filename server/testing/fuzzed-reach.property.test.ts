import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAwsInput, readPath } from "../adapters/aws";
import { Failure } from "../application/ports/failure";
import { type Configuration, canonicalJson, RESOURCE_KINDS, type Resource } from "../engine/configuration";
import { parseProtocol, ports } from "../engine/net";
import { type ReachRow, reachRelation } from "../engine/scenario";
import { buildNetwork, type End, traceFlow } from "../engine/semantics";
import { fraction, type Mutation, mutate, mutationArbitrary, VALUE_OPERATIONS } from "./mutations";
import { testData } from "./test-data";

/**
 * What a mutation of one file may do to the relation: it never opens a pair that has nothing to do with it, and
 * never opens anything where the reading says that something was lost.
 */
const RUN_COUNT = process.env.UMBRA_LONG === "1" ? 5_000 : 120;

/** Small enough that the whole relation takes some tens of milliseconds. */
const SNAPSHOTS = [
  "batfish-aws/snapshots/test-nat-gateway",
  "batfish-aws/snapshots/test-public-private-subnet",
  "batfish-aws/snapshots/test-vpc-peering",
  "batfish-aws/snapshots/test-transit-gateway",
  "npguard-aws/input/input_aws_acl_1.json",
  "npguard-aws/input/input_aws_sg_1.json",
];

interface Base {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly configuration: Configuration;
  readonly open: ReadonlyMap<string, readonly ReachRow[]>;
}

const bases = new Map<string, Promise<Base>>();
function baseOf(name: string): Promise<Base> {
  const known = bases.get(name) ?? loadBase(name);
  bases.set(name, known);
  return known;
}

async function loadBase(name: string): Promise<Base> {
  const files = await readPath(testData(name) ?? "");
  const { configuration } = readAwsInput(files, { assumeDefaultRoutes: true });
  const jsons = files.filter(({ path }) => path.endsWith(".json"));
  return { name, files: jsons, configuration, open: byPair(reachRelation(buildNetwork(configuration))) };
}

const pairOf = ({ from, to, family }: ReachRow) =>
  `${from.id} ${from.address} > ${to.id} ${to.address} ${family}`;

function byPair(rows: readonly ReachRow[]): ReadonlyMap<string, readonly ReachRow[]> {
  const pairs = new Map<string, ReachRow[]>();
  for (const row of rows) pairs.set(pairOf(row), [...(pairs.get(pairOf(row)) ?? []), row]);
  return pairs;
}

/** Whether part of what a row opens was refused before: no row of the pair, of its protocol or the unnamed, has it. */
function isOpened({ open }: Base, row: ReachRow): boolean {
  if (row.verdict === "UNKNOWN") return false;
  const before = (open.get(pairOf(row)) ?? []).filter(
    ({ protocol }) => protocol === row.protocol || protocol === "0" || row.protocol === "0",
  );
  if (before.some((each) => each.ports.length === 0) || row.ports.length === 0) return before.length === 0;
  return !ports.covers(ports.of(before.flatMap((each) => [...each.ports])), row.ports);
}

const all = ({ resources }: Configuration): readonly Resource[] =>
  RESOURCE_KINDS.flatMap((kind): readonly Resource[] => resources[kind]);

/** Ids of resources that are not as they were. */
function changedIds(before: Configuration, after: Configuration): ReadonlySet<string> {
  const texts = (configuration: Configuration) =>
    new Map(
      all(configuration).map((each) => [
        `${each.kind} ${each.id}`,
        { id: each.id, text: canonicalJson(each) },
      ]),
    );
  const [old, now] = [texts(before), texts(after)];
  const differs = [...now].filter(([key, { text }]) => old.get(key)?.text !== text);
  const gone = [...old].filter(([key]) => !now.has(key));
  return new Set([...differs, ...gone].map(([, { id }]) => id));
}

/** What decides about a row: what its packets meet in either network, and what that names or is named by. */
function involved(row: ReachRow, configurations: readonly Configuration[]): ReadonlySet<string> {
  const met = new Set<string>([row.from.id, row.to.id]);
  for (const configuration of configurations) {
    const network = buildNetwork(configuration);
    const end = (at: ReachRow["from"]): End =>
      at.id === "internet"
        ? { kind: "internet" }
        : {
            kind: "networkInterface",
            id: at.id,
            ...(at.address === undefined ? {} : { address: at.address }),
          };
    const publicEnd = configuration.resources.networkInterface
      .find(({ id }) => id === row.to.id)
      ?.privateAddresses.find(({ address }) => address === row.to.address)?.publicAddress;
    const to: End =
      row.from.id === "internet" && publicEnd !== undefined
        ? { kind: "address", address: publicEnd }
        : end(row.to);
    const trace = traceFlow(network, {
      from: end(row.from),
      to,
      family: row.family,
      protocol: parseProtocol(row.protocol) ?? 0,
      mode: "connection",
    });
    for (const branch of trace.branches) {
      for (const { element } of [...branch.forward, ...branch.return]) met.add(element.id);
      if (branch.end.at) met.add(branch.end.at.id);
    }
  }
  // A rule names groups and lists, a table stands for its subnets, a route names a gateway: two steps away at most.
  let near = met;
  for (let step = 0; step < 2; step += 1) near = withNeighbours(near, configurations);
  return near;
}

function withNeighbours(ids: ReadonlySet<string>, configurations: readonly Configuration[]): Set<string> {
  const near = new Set(ids);
  for (const each of configurations.flatMap(all)) {
    const named = namesIn(each);
    if (ids.has(each.id)) for (const id of named) near.add(id);
    // A VPC is named by everything in it, which explains nothing.
    else if (named.some((id) => ids.has(id) && !id.startsWith("vpc-") && !id.startsWith("VpcId")))
      near.add(each.id);
  }
  return near;
}

/** Every text inside a resource that could be an id. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(namesIn);
}

interface Mutated {
  readonly opened: readonly ReachRow[];
  readonly configuration: Configuration;
  readonly isLossy: boolean;
}

/** The network after one mutation of one of its files; undefined when it is refused as a whole. */
function mutatedNetwork(base: Base, fileAt: number, mutation: Mutation): Mutated | undefined {
  const chosen = base.files[Math.floor(fileAt * base.files.length)];
  const files = base.files.map((each) =>
    each === chosen
      ? { ...each, bytes: new TextEncoder().encode(mutate(new TextDecoder().decode(each.bytes), mutation)) }
      : each,
  );
  try {
    const { configuration, diagnostics } = readAwsInput(files, { assumeDefaultRoutes: true });
    const rows = reachRelation(buildNetwork(configuration));
    return {
      opened: rows.filter((row) => isOpened(base, row)),
      configuration,
      isLossy: diagnostics.some(({ severity }) => severity === "error"),
    };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

const names = SNAPSHOTS.filter((name) => testData(name) !== undefined);

describe.runIf(names.length > 0)("mutated networks", () => {
  it("open nothing that the mutation does not explain, and nothing at all where something was lost", async () => {
    const counts = { opened: 0, lossy: 0, read: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fraction,
        mutationArbitrary(VALUE_OPERATIONS),
        async (name, fileAt, mutation) => {
          const base = await baseOf(name);
          const mutated = mutatedNetwork(base, fileAt, mutation);
          if (!mutated) return;
          counts.read += 1;
          if (mutated.isLossy) counts.lossy += 1;
          if (mutated.opened.length === 0) return;
          counts.opened += 1;
          expect(mutated.isLossy, `opened although something was lost: ${textOf(mutated.opened)}`).toBe(
            false,
          );
          const changed = changedIds(base.configuration, mutated.configuration);
          for (const row of mutated.opened.slice(0, 5)) {
            const near = involved(row, [base.configuration, mutated.configuration]);
            expect(
              [...changed].some((id) => near.has(id)),
              `not explained: ${textOf([row])}`,
            ).toBe(true);
          }
        },
      ),
      { numRuns: RUN_COUNT, seed: 4 },
    );
    // Mutations that change nothing would prove nothing.
    expect(counts.read).toBeGreaterThan(RUN_COUNT / 2);
    expect(counts.opened).toBeGreaterThan(0);
    expect(counts.lossy).toBeGreaterThan(RUN_COUNT / 20);
  }, 3_600_000);
});

const textOf = (rows: readonly ReachRow[]) =>
  rows.map((row) => `${pairOf(row)} ${row.protocol} ${JSON.stringify(row.ports)}`).join("; ");

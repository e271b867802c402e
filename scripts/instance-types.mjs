// node scripts/instance-types.mjs network.json: writes the table of instance types that the load analysis looks up.
//
// `network.json` maps each type to { baselineGbps, peakGbps, vcpus, ... }: the network part of a DescribeInstanceTypes
// dump (sums over network cards). Ours was condensed from getmoto/moto, moto/ec2/resources/instance_types.json,
// Apache-2.0; see docs/instance-types.md.
import { readFileSync, writeFileSync } from "node:fs";

const TARGET = "server/engine/scenario/load/instance-types.ts";
const HEADER = `/**
 * Network figures of instance types: family to "size baseline peak vCPUs", in Gbps over all network cards. Written by
 * \`node scripts/instance-types.mjs\` from DescribeInstanceTypes as getmoto/moto records it (Apache-2.0,
 * docs/instance-types.md); not edited by hand.
 */
export const INSTANCE_FAMILIES: Readonly<Record<string, string>> = {`;

const [path] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("node scripts/instance-types.mjs network.json\n");
  process.exit(1);
}
const families = new Map();
for (const [type, { baselineGbps, peakGbps, vcpus }] of Object.entries(
  JSON.parse(readFileSync(path, "utf8")),
)) {
  const [family, size] = type.split(".");
  families.set(family, [
    ...(families.get(family) ?? []),
    [vcpus, size, `${size} ${baselineGbps} ${peakGbps} ${vcpus}`],
  ]);
}
const lines = [...families]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([family, sizes]) => {
    const sorted = sizes.sort(([m, a], [n, b]) => m - n || (a < b ? -1 : 1)).map(([, , text]) => text);
    const key = /^[a-z][a-z0-9]*$/.test(family) ? family : JSON.stringify(family);
    return `  ${key}: ${JSON.stringify(sorted.join(", "))},`;
  });
writeFileSync(TARGET, `${HEADER}\n${lines.join("\n")}\n};\n`);

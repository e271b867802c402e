import { gzipSync } from "node:zlib";
import { readAwsInput } from "../server/adapters/aws";
import type { Configuration } from "../server/engine/configuration";
import { contentHash } from "../server/engine/configuration";
import { buildNetwork, type End, type Question, traceFlow } from "../server/engine/semantics";
import type { Input } from "./inputs";
import { type Measurement, medianMs, quantile, timeMs, within } from "./measure";

const TRACE_LIMIT_MS = 50;
const IMPORT_LIMIT_MS = 1_000;
/** Ends taken per input; every ordered pair of them is asked once for IPv4, tcp/443. */
const MAX_END_COUNT = 24;

/** p95 of one trace on every input, the network being built once per input. */
export function measureTraces(inputs: readonly Input[]): Measurement[] {
  const perInput = inputs.map((input) => {
    const { configuration } = readAwsInput(input.files, { assumeDefaultRoutes: true });
    return { name: input.name, times: traceTimes(configuration) };
  });
  const asked = perInput.filter(({ times }) => times.length > 0);
  const all = asked.flatMap(({ times }) => times);
  return [
    ...asked.map(({ name, times }) =>
      within(`trace p95, ${name} (${times.length} asked)`, quantile(times, 0.95), TRACE_LIMIT_MS),
    ),
    within(`trace p95, all inputs (${all.length} asked)`, quantile(all, 0.95), TRACE_LIMIT_MS),
  ];
}

function traceTimes(configuration: Configuration): number[] {
  const network = buildNetwork(configuration);
  const { networkInterface, subnet } = configuration.resources;
  // An input without interfaces is asked about hypothetical ones.
  const found = networkInterface.length > 0 ? networkInterface : subnet;
  const kind = networkInterface.length > 0 ? "networkInterface" : "subnet";
  const ends: End[] = found.slice(0, MAX_END_COUNT).map(({ id }) => ({ kind, id }));
  const all: End[] = [...ends, { kind: "internet" }];
  const pairs = all.flatMap((from) => all.filter((to) => to !== from).map((to) => ({ from, to })));
  return pairs.map(({ from, to }) => {
    const question: Question = { from, to, family: 4, protocol: 6, ports: [[443, 443]], mode: "connection" };
    return timeMs(() => traceFlow(network, question));
  });
}

/** Reading the largest input and naming its content, against merely parsing and packing the same bytes. */
export function measureImport(inputs: readonly Input[]): Measurement[] {
  const largest = inputs.toSorted((a, b) => b.byteCount - a.byteCount)[0];
  if (largest === undefined) return [];
  const importMs = medianMs(5, () => contentHash(readAwsInput(largest.files).configuration));
  const parseMs = medianMs(5, () => {
    for (const { bytes } of largest.files)
      gzipSync(JSON.stringify(JSON.parse(new TextDecoder().decode(bytes))));
  });
  const what = `import of the largest input, ${largest.name} (${Math.round(largest.byteCount / 1024)} KiB)`;
  return [within(what, importMs, IMPORT_LIMIT_MS, `${(importMs / parseMs).toFixed(1)} x parse and pack`)];
}

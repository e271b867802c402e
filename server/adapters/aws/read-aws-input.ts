import type { FactFile } from "../../application/ports/fact-file";
import { Failure } from "../../application/ports/failure";
import {
  type Configuration,
  checkIntegrity,
  configurationFrom,
  type Diagnostic,
  joinDeclaredFacts,
  type Resource,
} from "../../engine/configuration";
import { formatBytes } from "../document";
import { cleanText } from "./clean-text";
import { associateAddresses } from "./combine/associate-addresses";
import { assumeRoutes } from "./combine/assume-routes";
import { combineCoverage, coverageOf } from "./combine/coverage";
import { deriveInterfaces } from "./combine/derive-interfaces";
import { merge } from "./combine/merge";
import { sayOrphans } from "./combine/orphans";
import { settleLocation } from "./combine/settle-location";
import { settleZones } from "./combine/settle-zones";
import { collectDocuments, type Documents, type Ignored } from "./documents";
import { type IgnoredAttribute, ignoredAttributes } from "./ignored-attributes";
import { type InputFile, MAX_FILE_COUNT, MAX_ITEM_COUNT, MAX_TOTAL_BYTES } from "./input-file";
import { collectNotes, type Notes } from "./notes";
import { readBalancers } from "./read/balancers";
import { readDataStores } from "./read/data-stores";
import { readGateways } from "./read/gateways";
import { readNetwork } from "./read/network";
import { readNetworkAcls } from "./read/network-acls";
import { readOnPremises } from "./read/on-premises";
import { readPrefixLists } from "./read/prefix-lists";
import { readRouteTables } from "./read/routes";
import { readSecurityGroups } from "./read/security-groups";
import { readServices } from "./read/services";
import { readTransit } from "./read/transit";
import { readExported } from "./read-exported";
import { type Found, startReading } from "./reading";

/** A configuration read from files, and what is to be known about it. */
export interface AwsInput {
  readonly configuration: Configuration;
  /** Errors first. Each says how it weakens the answers. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was found and not read, by the key or file name it stood under. */
  readonly ignored: readonly Ignored[];
  /** Attributes of what was read that are not read themselves. */
  readonly attributes: readonly IgnoredAttribute[];
  /** Declared facts that lay among the files; not interpreted here. */
  readonly facts: readonly FactFile[];
}

export interface ReadOptions {
  /** Supply main route tables for VPCs of which the input has none. */
  readonly assumeDefaultRoutes?: boolean;
}

const READERS = [
  readNetwork,
  readRouteTables,
  readSecurityGroups,
  readNetworkAcls,
  readPrefixLists,
  readGateways,
  readTransit,
  readOnPremises,
  readServices,
  readBalancers,
  readDataStores,
];

/**
 * Reads recorded Describe* replies, in any layout, or Umbra's own export into one configuration. Does not touch
 * the file system. The result does not depend on the order of the files. A file that cannot be read among others
 * that can is a diagnostic.
 *
 * @throws Failure `BAD_INPUT` when nothing at all could be read, `TOO_LARGE` above the limits
 */
export function readAwsInput(files: readonly InputFile[], options: ReadOptions = {}): AwsInput {
  checkLimits(files);
  const notes = collectNotes();
  const documents = collectDocuments(files, notes);
  checkContent(documents, files, notes);
  const read = readDocuments(documents, notes);
  const exported = documents.exported.map(({ file, value }) => readExported(file, value, notes));
  const all = mergeExported(
    read.resources,
    exported.flatMap(({ resources }) => resources),
  );
  const resources = options.assumeDefaultRoutes ? assumeRoutes(all, notes) : all;
  const coverage = combineCoverage([...read.coverage, ...exported.flatMap((each) => each.coverage)]);
  const configuration = configurationFrom(
    resources,
    options.assumeDefaultRoutes ? coverage.map(assumedAsKnown) : coverage,
    joinDeclaredFacts(undefined, ...exported.flatMap(({ declared }) => declared ?? [])),
  );
  for (const diagnostic of checkIntegrity(configuration)) notes.add(diagnostic);
  return {
    configuration,
    diagnostics: notes.all(),
    ignored: sumIgnored(documents.ignored),
    attributes: ignoredAttributes(documents.documents, notes),
    facts: documents.facts,
  };
}

/**
 * Route tables that are assumed on request are to be taken as all there are: otherwise every subnet of an
 * assumed main table would stay undecided. A diagnostic names each of them.
 */
function assumedAsKnown(entry: Configuration["coverage"][number]): Configuration["coverage"][number] {
  return entry.kind === "routeTable" && entry.status === "absent" ? { ...entry, status: "ok" } : entry;
}

function readDocuments(documents: Documents, notes: Notes) {
  const { documents: read, denied, aged } = documents;
  if (read.length + denied.length + aged.length === 0) return { resources: [], coverage: [] };
  const found: Found[] = [];
  const reading = startReading(documents.documents, found);
  for (const read of READERS) read(reading);
  sayOrphans(reading);
  deriveInterfaces(reading, found);
  const { found: settled, defaults } = settleLocation(found, documents.callers);
  const zoned = settleZones(settled.map((each) => each.resource));
  // `settleZones` keeps the order and appends, so positions still match; what it appended has no document.
  const placed = settled.map((each, index) => ({ ...each, resource: zoned[index] ?? each.resource }));
  const merged = [...merge(placed), ...zoned.slice(settled.length)];
  const resources = associateAddresses(merged);
  return { resources, coverage: coverageOf(documents, resources, defaults, notes) };
}

/** A resource that recorded replies also have is taken from those: they say where they come from. */
function mergeExported(read: readonly Resource[], exported: readonly Resource[]): Resource[] {
  const byKey = new Map<string, Resource>();
  for (const each of [...exported, ...read]) byKey.set(`${each.kind} ${each.id}`, each);
  return [...byKey.values()];
}

function checkLimits(files: readonly InputFile[]): void {
  const totalBytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (totalBytes > MAX_TOTAL_BYTES) {
    const message = `the input has ${formatBytes(totalBytes)} unpacked, the limit is ${formatBytes(MAX_TOTAL_BYTES)}; import it region by region`;
    throw new Failure("TOO_LARGE", message);
  }
  if (files.length > MAX_FILE_COUNT) {
    const message = `the input has ${files.length} files, the limit is ${MAX_FILE_COUNT}; drop only the recorded replies`;
    throw new Failure("TOO_LARGE", message);
  }
}

function checkContent(documents: Documents, files: readonly InputFile[], notes: Notes): void {
  const lists = documents.exported.flatMap(({ value }) => Object.values(value.resources ?? {}));
  const itemCount = [...documents.documents.map((each) => each.items), ...lists].reduce(
    (sum, list) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
  if (itemCount > MAX_ITEM_COUNT) {
    const message = `the input has ${itemCount} resources, the limit is ${MAX_ITEM_COUNT}; import it region by region`;
    throw new Failure("TOO_LARGE", message);
  }
  const { documents: read, exported, denied, aged } = documents;
  if (read.length + exported.length + denied.length + aged.length > 0) return;
  if (files.length === 0) {
    throw new Failure(
      "BAD_INPUT",
      "the input has no files; drop recorded Describe* replies as JSON, or a zip of them",
    );
  }
  const problem = notes.all().find((each) => each.severity === "error");
  const firstPath = files[0] && cleanText(files[0].path).text;
  const { file, place } = problem ?? { file: firstPath, place: undefined };
  const details = { ...(file === undefined ? {} : { file }), ...(place === undefined ? {} : { place }) };
  const message = problem?.message ?? nothingFound(documents);
  throw new Failure(problem?.code === "file-too-large" ? "TOO_LARGE" : "BAD_INPUT", message, details);
}

function nothingFound(documents: Documents): string {
  const names = [...new Set(documents.ignored.map((each) => `\`${each.name}\``))].slice(0, 5).join(", ");
  const only = names === "" ? "" : `, only ${names}`;
  return `no Describe* reply that can be read was found${only}; drop files such as Vpcs.json, or what the collection script writes`;
}

/** One row per name and file, sorted; pages of one reply add up. */
function sumIgnored(ignored: readonly Ignored[]): Ignored[] {
  const rows = new Map<string, Ignored>();
  for (const each of ignored) {
    const key = `${each.name}\u0000${each.file ?? ""}`;
    const before = rows.get(key);
    rows.set(key, before ? { ...before, count: before.count + each.count } : each);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

import * as z from "zod";
import { parseAddress } from "../../engine/net";
import type {
  ScanFinding,
  ScannedService,
  ScanPort,
  ScanReport,
  ScanSubject,
} from "../../engine/vulnerability/scan-report.schema";
import { shaped } from "./shape";
import { bandOf, distinct, instantAt, instantOf, namesOf, probabilityOf, scoreOf, subject } from "./words";

const resource = z.object({
  type: z.string(),
  id: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  details: z
    .object({
      awsEc2Instance: z
        .object({
          ipV4Addresses: z.array(z.string()).optional(),
          ipV6Addresses: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
});

const vulnerability = z.object({
  vulnerabilityId: z.string(),
  relatedVulnerabilities: z.array(z.string()).optional(),
  cvss: z.array(z.object({ scoringVector: z.string().optional() })).optional(),
  vulnerablePackages: z
    .array(
      z.object({
        name: z.string(),
        version: z.string().optional(),
        fixedInVersion: z.string().optional(),
      }),
    )
    .optional(),
});

const finding = z.object({
  type: z.string(),
  severity: z.string().optional(),
  status: z.string().optional(),
  resources: z.array(resource),
  updatedAt: z.union([z.string(), z.number()]).optional(),
  inspectorScore: z.number().optional(),
  inspectorScoreDetails: z
    .object({ adjustedCvss: z.object({ scoringVector: z.string().optional() }).optional() })
    .optional(),
  epss: z.object({ score: z.number().optional() }).optional(),
  packageVulnerabilityDetails: vulnerability.optional(),
  networkReachabilityDetails: z
    .object({
      protocol: z.string(),
      openPortRange: z.object({ begin: z.number(), end: z.number() }),
    })
    .optional(),
});
type Finding = z.infer<typeof finding>;

const report = z.object({ findings: z.array(finding) });

/**
 * Amazon Inspector v2, `aws inspector2 list-findings`. A vulnerability stands on each of its resources; a finding of
 * network reachability names ports that are open, which is where the vulnerabilities of the same instance can be met.
 */
export function readInspector(value: unknown, file: string): ScanReport {
  const { findings } = shaped(report, value, file, "Amazon Inspector");
  const instants = findings.flatMap(({ updatedAt }) => instantOfUpdate(updatedAt) ?? []);
  const madeAt = instants.reduce((latest, each) => (each > latest ? each : latest), "");
  const source = { scanner: "inspector" as const, file, ...(madeAt === "" ? {} : { madeAt }) };
  const others = findings.filter(
    ({ packageVulnerabilityDetails, networkReachabilityDetails }) =>
      !packageVulnerabilityDetails && !networkReachabilityDetails,
  );
  return {
    ...source,
    findings: findings.flatMap((each) => vulnerabilities(each, source)),
    services: findings.filter(({ status }) => status === undefined || status === "ACTIVE").flatMap(openPorts),
    leftOut: others.length === 0 ? [] : [{ what: "findings about code", count: others.length }],
  };
}

function vulnerabilities(each: Finding, source: ScanFinding["source"]): readonly ScanFinding[] {
  const details = each.packageVulnerabilityDetails;
  if (!details) return [];
  const packages = details.vulnerablePackages ?? [];
  const settled =
    each.status === undefined || each.status === "ACTIVE"
      ? {}
      : { settled: `${each.status.toLowerCase()} in Amazon Inspector` };
  return each.resources.map((on) => ({
    ...namesOf([details.vulnerabilityId, ...(details.relatedVulnerabilities ?? [])]),
    subject: subjectOf(on),
    ...(packages[0] ? { component: distinct(packages.map(({ name }) => name)).join(", ") } : {}),
    ...(packages[0]?.version === undefined ? {} : { version: packages[0].version }),
    fixedIn: distinct(packages.map(({ fixedInVersion }) => fixedInVersion)).filter(
      (version) => version !== "NotAvailable",
    ),
    vectors: distinct([
      ...(details.cvss ?? []).map(({ scoringVector }) => scoringVector),
      each.inspectorScoreDetails?.adjustedCvss?.scoringVector,
    ]),
    band: bandOf(each.severity),
    ...scoreOf(each.inspectorScore),
    ...probabilityOf(each.epss?.score),
    isKnownExploited: false,
    ports: [],
    ...settled,
    source,
  }));
}

function openPorts(each: Finding): readonly ScannedService[] {
  const details = each.networkReachabilityDetails;
  const port = details && portOf(details.protocol, details.openPortRange);
  if (!port) return [];
  return each.resources.map((on) => ({ subject: subjectOf(on), port }));
}

function portOf(protocol: string, { begin, end }: { begin: number; end: number }): ScanPort | undefined {
  const name = protocol.toLowerCase();
  if (name !== "tcp" && name !== "udp") return undefined;
  const isRange =
    Number.isInteger(begin) && Number.isInteger(end) && begin >= 0 && begin <= end && end <= 65_535;
  return isRange ? { protocol: name, from: begin, to: end } : undefined;
}

function subjectOf({ type, id, tags, details }: z.infer<typeof resource>): ScanSubject {
  if (type === "AWS_EC2_INSTANCE") {
    const instance = details?.awsEc2Instance;
    const addresses = [...(instance?.ipV4Addresses ?? []), ...(instance?.ipV6Addresses ?? [])];
    return {
      ...subject("instance", tags?.Name ?? id),
      instanceId: id.slice(id.lastIndexOf("/") + 1),
      addresses: addresses.filter((text) => parseAddress(text) !== undefined),
    };
  }
  return subject(type.includes("CONTAINER_IMAGE") ? "image" : "unknown", id);
}

/** The API gives seconds, the command line text. */
function instantOfUpdate(updated: string | number | undefined): string | undefined {
  return (typeof updated === "number" ? instantAt(updated * 1000) : instantOf(updated)).madeAt;
}

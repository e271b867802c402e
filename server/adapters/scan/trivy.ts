import * as z from "zod";
import type { ScanFinding, ScanReport, ScanSubject } from "../../engine/vulnerability/scan-report.schema";
import { shaped } from "./shape";
import { bandOf, distinct, instantOf, namesOf, scoreOf, subject } from "./words";

const cvss = z.object({
  V2Vector: z.string().optional(),
  V3Vector: z.string().optional(),
  V40Vector: z.string().optional(),
  V2Score: z.number().optional(),
  V3Score: z.number().optional(),
  V40Score: z.number().optional(),
});

const vulnerability = z.object({
  VulnerabilityID: z.string().optional(),
  VendorIDs: z.array(z.string()).nullish(),
  PkgName: z.string().optional(),
  InstalledVersion: z.string().optional(),
  FixedVersion: z.string().optional(),
  Status: z.string().optional(),
  Severity: z.string().optional(),
  SeveritySource: z.string().optional(),
  CVSS: z.record(z.string(), cvss).nullish(),
});
type Vulnerability = z.infer<typeof vulnerability>;

const result = z.object({
  Target: z.string().optional(),
  Class: z.string().optional(),
  Vulnerabilities: z.array(vulnerability).nullish(),
  Misconfigurations: z.array(z.unknown()).nullish(),
  Secrets: z.array(z.unknown()).nullish(),
  Licenses: z.array(z.unknown()).nullish(),
});
type Result = z.infer<typeof result>;

const artifact = z.object({
  CreatedAt: z.string().optional(),
  ArtifactName: z.string().optional(),
  ArtifactType: z.string().optional(),
  Results: z.array(result).nullish(),
});

const inCluster = z.object({
  Namespace: z.string().optional(),
  Kind: z.string().optional(),
  Name: z.string().optional(),
  Results: z.array(result).nullish(),
});

const cluster = z.object({
  ClusterName: z.string().optional(),
  Resources: z.array(inCluster).nullish(),
  Vulnerabilities: z.array(inCluster).nullish(),
  Misconfigurations: z.array(inCluster).nullish(),
});

type Source = ScanFinding["source"];

/** Trivy, `--format json`: of an artifact, of a cluster, and the list of results that old versions wrote. */
export function readTrivy(value: unknown, file: string): ScanReport {
  const source: Source = { scanner: "trivy", file };
  if (value === null) return reportOf(source, []);
  if (Array.isArray(value)) {
    const results = shaped(z.array(result), value, file, "Trivy");
    return reportOf(source, [{ on: subject("unknown", results[0]?.Target ?? ""), results }]);
  }
  if (typeof value === "object" && "ClusterName" in value) {
    const { ClusterName, Resources, Vulnerabilities, Misconfigurations } = shaped(
      cluster,
      value,
      file,
      "Trivy",
    );
    const all = [...(Resources ?? []), ...(Vulnerabilities ?? []), ...(Misconfigurations ?? [])];
    const parts = all.map((each) => ({
      on: subject("cluster", distinct([ClusterName, each.Namespace, each.Kind, each.Name]).join("/")),
      results: each.Results ?? [],
    }));
    return reportOf(source, parts);
  }
  const read = shaped(artifact, value, file, "Trivy");
  return reportOf({ ...source, ...instantOf(read.CreatedAt) }, [
    { on: subjectOf(read), results: read.Results ?? [] },
  ]);
}

interface Part {
  readonly on: ScanSubject;
  readonly results: readonly Result[];
}

function reportOf(source: Source, parts: readonly Part[]): ScanReport {
  const results = parts.flatMap((part) => part.results);
  const count = (list: (each: Result) => readonly unknown[] | null | undefined) =>
    results.reduce((sum, each) => sum + (list(each)?.length ?? 0), 0);
  return {
    ...source,
    findings: parts.flatMap(({ on, results: of }) =>
      of.flatMap(({ Vulnerabilities }) =>
        (Vulnerabilities ?? []).flatMap((each) => findingsOf(each, on, source)),
      ),
    ),
    services: [],
    leftOut: [
      { what: "vulnerabilities without an id", count: results.flatMap(nameless).length },
      { what: "misconfigurations", count: count((each) => each.Misconfigurations) },
      { what: "secrets", count: count((each) => each.Secrets) },
      { what: "licences", count: count((each) => each.Licenses) },
    ].filter((each) => each.count > 0),
  };
}

const nameless = ({ Vulnerabilities }: Result) =>
  (Vulnerabilities ?? []).filter(({ VulnerabilityID }) => VulnerabilityID === undefined);

function findingsOf(each: Vulnerability, on: ScanSubject, source: Source): readonly ScanFinding[] {
  const { VulnerabilityID: id } = each;
  return id === undefined ? [] : [findingOf(id, each, on, source)];
}

function findingOf(id: string, each: Vulnerability, on: ScanSubject, source: Source): ScanFinding {
  const rated = Object.entries(each.CVSS ?? {});
  // The source that decided the severity speaks first, the national database next.
  const order = [each.SeveritySource, "nvd"];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const ratings = [...rated].sort(([a], [b]) => rank(a) - rank(b)).map(([, rating]) => rating);
  const notAffected = each.Status === "not_affected" ? { settled: "not affected, says the vendor" } : {};
  return {
    ...namesOf([id, ...(each.VendorIDs ?? [])]),
    subject: on,
    ...(each.PkgName === undefined ? {} : { component: each.PkgName }),
    ...(each.InstalledVersion === undefined ? {} : { version: each.InstalledVersion }),
    fixedIn: distinct((each.FixedVersion ?? "").split(",").map((version) => version.trim())),
    vectors: distinct([
      ...ratings.flatMap(({ V40Vector, V3Vector }) => [V40Vector, V3Vector]),
      ...ratings.map(({ V2Vector }) => V2Vector),
    ]),
    band: bandOf(each.Severity),
    ...scoreOf(
      ratings.map(({ V40Score, V3Score }) => V40Score ?? V3Score).find((score) => score !== undefined),
    ),
    isKnownExploited: false,
    ports: [],
    ...notAffected,
    source,
  };
}

/** `ami:ami-...` and `ebs:...` are what a machine was started from, not a machine. */
function subjectOf({ ArtifactName = "", ArtifactType }: z.infer<typeof artifact>): ScanSubject {
  if (ArtifactType === "container_image" || ArtifactType === "vm" || /^ami:/.test(ArtifactName))
    return subject("image", ArtifactName);
  return subject(ArtifactType === undefined ? "unknown" : "file", ArtifactName);
}

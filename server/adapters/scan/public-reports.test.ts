import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../application/ports/failure";
import { mutate, mutationArbitrary } from "../../testing/mutations";
import { testData } from "../../testing/test-data";
import { readKnownExploited, readScan } from ".";

const isLong = process.env.UMBRA_LONG === "1";
const RUN_COUNT = isLong ? 100_000 : 1_500;
const seed = isLong ? Date.now() % 2 ** 31 : 5;

const root = testData("vuln-scans");
const folders = ["anchore_grype", "aws_inspector2", "cyclonedx", "nmap", "osv_scanner", "trivy"];
const files =
  root === undefined
    ? []
    : folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
const textOf = (path: string) => readFileSync(join(root ?? "", path), "utf8");
const read = (path: string, text = textOf(path)) => readScan({ path, bytes: new TextEncoder().encode(text) });

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

/** What a report holds, counted in its text without reading it. */
function counted(path: string, text: string): number {
  if (path.startsWith("trivy/")) return count(text, /"VulnerabilityID"\s*:/g);
  if (path.startsWith("anchore_grype/")) return count(text, /"matchDetails"\s*:/g);
  if (path.startsWith("nmap/")) return 0;
  if (path.startsWith("osv_scanner/")) return count(text, /"schema_version"\s*:/g);
  if (path.startsWith("aws_inspector2/"))
    return (JSON.parse(text) as { findings: { resources: unknown[] }[] }).findings.reduce(
      (sum, { resources }) => sum + resources.length,
      0,
    );
  if (path.endsWith(".xml")) {
    const targets = count(text, /<target>/g);
    return targets > 0 ? targets : count(text, /<(?:v:)?vulnerability[\s>]/g);
  }
  const { vulnerabilities = [] } = JSON.parse(text) as {
    vulnerabilities?: { affects?: { ref: string }[] }[];
  };
  return vulnerabilities.reduce(
    (sum, { affects = [] }) => sum + Math.max(1, new Set(affects.map(({ ref }) => ref)).size),
    0,
  );
}

describe.runIf(files.length > 0)("reports of scanners that others wrote", () => {
  it("are all there", () => expect(files.length).toBeGreaterThan(50));

  it.each(files)("%s: every finding is counted", (path) => {
    const report = read(path);
    expect(report.findings.length).toBe(counted(path, textOf(path)));
    for (const finding of report.findings) {
      expect(finding.id).not.toBe("");
      expect(finding.source.file).toBe(path);
    }
  });

  it("log4j is known to be exploited, and has a vector that says the network", () => {
    const kev = readKnownExploited({
      path: "kev.json",
      bytes: readFileSync(testData("cisa-kev/known_exploited_vulnerabilities.json") ?? ""),
    });
    expect(kev.ids.size).toBe(1_404);
    expect(kev.date).toBe("2025-08-25");
    for (const path of ["cyclonedx/log4j.json", "cyclonedx/log4j.xml"]) {
      const finding = read(path).findings.find(({ id }) => id === "CVE-2021-44228");
      expect(finding?.vectors[0]).toBe("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H");
      expect(finding?.band).toBe("critical");
      expect(kev.ids.has(finding?.id ?? "")).toBe(true);
    }
  });

  it("ports that are open are services, not findings", () => {
    const { services, findings, madeAt } = read("nmap/nmap_multiple_port.xml");
    expect(findings).toEqual([]);
    expect(madeAt).toBe("2016-05-16T17:56:59.000Z");
    expect(services.length).toBe(count(textOf("nmap/nmap_multiple_port.xml"), /state="open"/g));
    expect(services[0]?.subject.addresses).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/)]);
  });

  it("a closed finding is settled, an instance's names the instance", () => {
    const { findings } = read("aws_inspector2/aws_inspector2_many_vul.json");
    expect(findings.filter(({ settled }) => settled === "closed in Amazon Inspector")).toHaveLength(1);
    expect(findings.filter(({ subject }) => subject.instanceId?.startsWith("i-"))).toHaveLength(1);
  });

  it("mutated copies are read or refused in words, each within a second", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(mutationArbitrary(), { minLength: 1, maxLength: 3 }),
        (path, mutations) => {
          const start = process.cpuUsage();
          const text = mutations.reduce((each, mutation) => mutate(each, mutation), textOf(path));
          try {
            read(path, text);
          } catch (error) {
            expect(error).toBeInstanceOf(Failure);
            expect((error as Failure).message).toContain(path);
          }
          const { user, system } = process.cpuUsage(start);
          expect((user + system) / 1_000).toBeLessThan(1_000);
        },
      ),
      { numRuns: RUN_COUNT, seed },
    );
    console.info(`seed ${seed}: ${RUN_COUNT} mutated reports of ${files.length}`);
  }, 3_600_000);
});

import { describe, expect, it } from "vitest";
import { Failure } from "../../application/ports/failure";
import { readKnownExploited, readProbabilities, readScan } from ".";

const fileOf = (text: string) => ({ path: "report", bytes: new TextEncoder().encode(text) });

function refusal(read: () => unknown): Failure {
  try {
    read();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("was read");
}

describe("reports that are refused", () => {
  it.each([
    { name: "nothing", text: "", says: /no report that can be read/ },
    { name: "a picture", text: "\u0089PNG", says: /no report that can be read/ },
    { name: "other JSON", text: '{"Vpcs": []}', says: /reports of Amazon Inspector v2, Trivy/ },
    { name: "other XML", text: "<html/>", says: /no report that can be read/ },
    { name: "JSON that is cut off", text: '{"findings": [', says: /truncated.* \(line 1\)/ },
    {
      name: "a finding without resources",
      text: '{"findings": [{"type": "PACKAGE_VULNERABILITY"}]}',
      says: /not a Amazon Inspector report|Amazon Inspector report: .*`findings\[0\]\.resources`/,
    },
    {
      name: "a match without a vulnerability",
      text: '{"matches": [{}]}',
      says: /`matches\[0\]\.vulnerability`/,
    },
    {
      name: "an entity",
      text: '<!DOCTYPE nmaprun [<!ENTITY a "aaaa">]><nmaprun>&a;</nmaprun>',
      says: /declares entities/,
    },
    {
      name: "an entity that nobody declared",
      text: "<nmaprun>&a;</nmaprun>",
      says: /not well-formed XML \(line 1\)/,
    },
    {
      name: "an outside document type",
      text: '<!DOCTYPE bom [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><bom/>',
      says: /declares entities/,
    },
    { name: "tags that do not match", text: "<bom>\n<a></b></bom>", says: /not well-formed XML \(line 2\)/ },
    {
      name: "a deep nest",
      text: `<bom>${"<a>".repeat(70)}${"</a>".repeat(70)}</bom>`,
      says: /nested deeper than 64 levels/,
    },
  ])("$name", ({ text, says }) => {
    const { code, message, file } = refusal(() => readScan(fileOf(text)));
    expect(code).toBe("BAD_INPUT");
    expect(message).toMatch(says);
    expect(file).toBe("report");
  });

  it("a bare document type is none of these", () => {
    expect(readScan(fileOf("<!DOCTYPE nmaprun><nmaprun/>"))).toMatchObject({ scanner: "nmap", services: [] });
  });
});

describe("a report that was made at no time", () => {
  const finding = { type: "PACKAGE_VULNERABILITY", resources: [{ type: "AWS_EC2_INSTANCE", id: "i-1" }] };

  it.each([
    {
      name: "Inspector: a number too large",
      text: JSON.stringify({ findings: [{ ...finding, updatedAt: 1e308 }] }),
    },
    {
      name: "Inspector: a year of six digits",
      text: JSON.stringify({ findings: [{ ...finding, updatedAt: 8e12 }] }),
    },
    { name: "Inspector: no time", text: JSON.stringify({ findings: [{ ...finding, updatedAt: "soon" }] }) },
    { name: "Nmap: a number too large", text: '<nmaprun start="1e300"/>' },
    { name: "Nmap: no number", text: '<nmaprun start="soon"/>' },
  ])("is read without one: $name", ({ text }) => {
    expect(readScan(fileOf(text)).madeAt).toBeUndefined();
  });

  it("and the latest of those that are one counts", () => {
    const times = [1e308, 1_700_000_000, "2024-01-02T03:04:05Z", "soon"];
    const text = JSON.stringify({ findings: times.map((updatedAt) => ({ ...finding, updatedAt })) });
    expect(readScan(fileOf(text)).madeAt).toBe("2024-01-02T03:04:05.000Z");
  });
});

describe("lists of what is exploited", () => {
  it("a KEV file that is none", () => {
    expect(refusal(() => readKnownExploited(fileOf('{"count": 3}'))).message).toMatch(/`vulnerabilities`/);
  });

  it("EPSS as it is published: a comment with the date, a head, a line for each", () => {
    const text =
      "#model_version:v2025.03.14,score_date:2026-11-01T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,0.94,0.99\n";
    const { date, scores } = readProbabilities(fileOf(text));
    expect(date).toBe("2026-11-01");
    expect([...scores]).toEqual([["CVE-2021-44228", 0.94]]);
  });

  it("EPSS as the API replies, with numbers as text", () => {
    const text = '{"data": [{"cve": "CVE-1-1", "epss": "0.5", "date": "2026-10-02"}]}';
    expect(readProbabilities(fileOf(text))).toMatchObject({ date: "2026-10-02" });
  });

  it.each([
    { name: "without the columns", text: "a,b\n1,2\n", says: /no columns `cve` and `epss` in line 1/ },
    { name: "a probability of 3", text: "cve,epss\nCVE-1-1,3\n", says: /line 2 has no probability/ },
    { name: "no probability", text: "cve,epss\nCVE-1-1,\n", says: /line 2 has no probability/ },
  ])("EPSS $name", ({ text, says }) => {
    expect(refusal(() => readProbabilities(fileOf(text))).message).toMatch(says);
  });
});

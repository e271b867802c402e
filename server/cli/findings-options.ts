import type { LocalFindingsAsk } from "../application/local-findings";
import type { OptionValues } from "./command";
import { listValue, textValue } from "./option-values";

/** Scanners' reports and what is said of them, shared by the commands that try attacks. */
export const FINDINGS_OPTIONS = {
  findings: { type: "string", multiple: true },
  kev: { type: "string" },
  epss: { type: "string" },
  on: { type: "string", multiple: true },
  vpc: { type: "string" },
} as const;

export const FINDINGS_HELP: readonly (readonly [string, string])[] = [
  [
    "--findings FILE",
    "a scanner's report (Amazon Inspector v2, Trivy, Grype, OSV-Scanner, CycloneDX, nmap); may be repeated",
  ],
  ["--kev FILE", "vulnerabilities known to be exploited, as CISA publishes them"],
  ["--epss FILE", "how likely each is exploited (EPSS), CSV or JSON"],
  ["--on FILE=REF", "the instance that a report is about, where it names none; may be repeated"],
  ["--vpc REF", "the network in which addresses and names of reports are looked up"],
];

export function findingsAsk(values: OptionValues): LocalFindingsAsk {
  return {
    findings: listValue(values, "findings"),
    kev: textValue(values, "kev"),
    epss: textValue(values, "epss"),
    on: listValue(values, "on"),
    vpc: textValue(values, "vpc"),
  };
}

import type { ScanReport } from "../../engine/vulnerability/scan-report.schema";
import { type CycloneBom, type CycloneVulnerability, reportOf } from "./cyclonedx";
import { all, first, textOf, type XmlElement } from "./xml-tree";

/**
 * CycloneDX as XML: vulnerabilities of the format itself (1.4 and later), and those of the extension before it, which
 * stand in the component or beside the components and say `ref`.
 */
export function readCyclonedxXml(bom: XmlElement, file: string): ScanReport {
  const components = nested(bom).map(({ element, ref }) => ({
    "bom-ref": ref,
    name: textOf(element, "name"),
    version: textOf(element, "version"),
    inner: all(first(element, "vulnerabilities"), "vulnerability"),
  }));
  const metadata = first(bom, "metadata");
  const about = first(metadata, "component");
  const read: CycloneBom = {
    metadata: {
      timestamp: textOf(metadata, "timestamp"),
      ...(about ? { component: { type: about.attributes.type, name: textOf(about, "name") } } : {}),
    },
    components: components.map(({ inner: _, ...each }) => each),
    vulnerabilities: [
      ...all(first(bom, "vulnerabilities"), "vulnerability").map((each) => vulnerabilityOf(each, undefined)),
      ...components.flatMap(({ inner, "bom-ref": ref }) => inner.map((each) => vulnerabilityOf(each, ref))),
    ],
  };
  return reportOf(read, file);
}

/** All components with a reference each; one without gets one of its own, which no document can contain. */
function nested(bom: XmlElement): readonly { element: XmlElement; ref: string }[] {
  const found: { element: XmlElement; ref: string }[] = [];
  const open = [...all(first(bom, "components"), "component")];
  for (let at = open.shift(); at; at = open.shift()) {
    found.push({ element: at, ref: at.attributes["bom-ref"] ?? `\u0000${found.length}` });
    open.push(...all(first(at, "components"), "component"));
  }
  return found;
}

function vulnerabilityOf(each: XmlElement, inside: string | undefined): CycloneVulnerability {
  const targets = all(first(each, "affects"), "target").flatMap((target) => textOf(target, "ref") ?? []);
  const refs =
    targets.length > 0 ? targets : [inside ?? each.attributes.ref].filter((ref) => ref !== undefined);
  const analysis = first(each, "analysis");
  return {
    id: textOf(each, "id"),
    references: all(first(each, "references"), "reference").map((reference) => ({
      id: textOf(reference, "id"),
    })),
    ratings: all(first(each, "ratings"), "rating").map((rating) => ({
      ...scoreOf(rating),
      severity: textOf(rating, "severity"),
      method: textOf(rating, "method"),
      vector: textOf(rating, "vector"),
    })),
    affects: refs.map((ref) => ({ ref })),
    ...(analysis
      ? {
          analysis: {
            state: textOf(analysis, "state"),
            justification: textOf(analysis, "justification"),
            detail: textOf(analysis, "detail"),
          },
        }
      : {}),
  };
}

/** A number, or an element that holds it as `base`. */
function scoreOf(rating: XmlElement): { readonly score?: number } {
  const score = first(rating, "score");
  const text = textOf(score, "base") ?? textOf(rating, "score");
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isNaN(number) ? {} : { score: number };
}

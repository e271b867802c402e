import { parseAddress } from "../../engine/net";
import type { ScannedService, ScanReport, ScanSubject } from "../../engine/vulnerability/scan-report.schema";
import { instantAt, subject } from "./words";
import { all, first, type XmlElement } from "./xml-tree";

/** Nmap, `-oX`: no vulnerabilities, but which ports of which hosts were open. */
export function readNmap(run: XmlElement, file: string): ScanReport {
  const seconds = Number(run.attributes.start);
  return {
    scanner: "nmap",
    file,
    ...(seconds > 0 ? instantAt(seconds * 1000) : {}),
    findings: [],
    services: all(run, "host").flatMap(servicesOf),
    leftOut: [],
  };
}

function servicesOf(host: XmlElement): readonly ScannedService[] {
  const on = subjectOf(host);
  return all(first(host, "ports"), "port").flatMap((port): ScannedService[] => {
    if (first(port, "state")?.attributes.state !== "open") return [];
    const { protocol, portid } = port.attributes;
    const number = Number(portid);
    if (
      (protocol !== "tcp" && protocol !== "udp") ||
      !Number.isInteger(number) ||
      number < 0 ||
      number > 65_535
    )
      return [];
    const name = first(port, "service")?.attributes.name;
    return [
      {
        subject: on,
        port: { protocol, from: number, to: number },
        ...(name === undefined ? {} : { name }),
      },
    ];
  });
}

function subjectOf(host: XmlElement): ScanSubject {
  const addresses = all(host, "address").flatMap(({ attributes }) => attributes.addr ?? []);
  const hostNames = all(first(host, "hostnames"), "hostname").flatMap(
    ({ attributes }) => attributes.name ?? [],
  );
  return {
    ...subject("host", hostNames[0] ?? addresses[0] ?? ""),
    addresses: addresses.filter((text) => parseAddress(text) !== undefined),
    hostNames,
  };
}

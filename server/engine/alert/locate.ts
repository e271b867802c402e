import { type ConfigurationIndex, type Element, partWith } from "../configuration";
import type { Alert } from "./alert.schema";

/** Where a subject stands, as far as the configuration says: a zone is its own, a host's is that of its subnet. */
export function locate(index: ConfigurationIndex, subject: Element): NonNullable<Alert["location"]> {
  const resource = index.find(subject.id) ?? partWith(index, subject.id)?.owner;
  const zoneOfSubnet = (subnetId: string | undefined) => {
    const subnet = index.get("subnet", subnetId ?? "");
    return subnet?.zoneId ?? subnet?.zoneName ?? "";
  };
  const zone = () => {
    if (subject.kind === "zone") return subject.id;
    if (!resource) return "";
    if ("zoneId" in resource && resource.zoneId !== undefined) return resource.zoneId;
    if ("subnetId" in resource && typeof resource.subnetId === "string")
      return zoneOfSubnet(resource.subnetId);
    return "zoneName" in resource ? (resource.zoneName ?? "") : "";
  };
  const region = subject.kind === "region" ? subject.id : (resource?.region ?? "");
  return { accountId: resource?.accountId ?? "", region, zone: zone() };
}

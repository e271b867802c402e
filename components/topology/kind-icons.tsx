import {
  Boxes,
  Building2,
  Cable,
  CircleHelp,
  Cloud,
  CloudUpload,
  Database,
  EthernetPort,
  Flame,
  Folder,
  GitFork,
  Globe,
  Layers,
  ListChecks,
  type LucideIcon,
  MapPin,
  Network,
  Plug,
  Route,
  Scale,
  Server,
  ShieldCheck,
  Shuffle,
  Signpost,
  SquareDashed,
  Waypoints,
} from "lucide-react";
import type { PlaceKind } from "../../server/engine/topology";

/** One icon per kind of place, the same on the map and in the outline. */
const ICONS: Partial<Record<PlaceKind, LucideIcon>> = {
  region: MapPin,
  vpc: Cloud,
  zone: Building2,
  subnet: Network,
  instance: Server,
  networkInterface: EthernetPort,
  publicAddress: Globe,
  natGateway: Shuffle,
  internetGateway: Globe,
  egressOnlyInternetGateway: CloudUpload,
  vpnGateway: Cable,
  vpnConnection: Cable,
  vpnTunnel: Cable,
  customerGateway: Building2,
  directConnectConnection: Cable,
  virtualInterface: Cable,
  directConnectAssociation: Cable,
  vpcPeeringConnection: GitFork,
  transitGateway: Waypoints,
  transitGatewayAttachment: Plug,
  transitGatewayRouteTable: Signpost,
  routeTable: Route,
  securityGroup: ShieldCheck,
  networkAcl: ListChecks,
  prefixList: ListChecks,
  loadBalancer: Scale,
  classicLoadBalancer: Scale,
  loadBalancerNode: Scale,
  listener: EthernetPort,
  targetGroup: Boxes,
  autoScalingGroup: Boxes,
  firewall: Flame,
  vpcEndpoint: Plug,
  databaseInstance: Database,
  dataStore: Database,
  endpointService: Plug,
  site: Building2,
  appliance: Flame,
  tier: Layers,
  chunk: SquareDashed,
  group: Folder,
};

/** Kinds that are drawn as icons on the map. */
export const DRAWN_KINDS = Object.keys(ICONS);

/** The icon of a kind; a kind without one gets a question mark. */
export function KindIcon({
  kind,
  className,
}: {
  readonly kind: string;
  readonly className?: string | undefined;
}) {
  const Icon = iconOf(kind);
  return <Icon aria-hidden="true" className={className ?? "size-4 shrink-0"} />;
}

function iconOf(kind: string): LucideIcon {
  const found = Object.entries(ICONS).find(([name]) => name === kind);
  return found?.[1] ?? CircleHelp;
}

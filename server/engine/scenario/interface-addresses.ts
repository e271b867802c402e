import type { ConfigurationIndex, ResourceOf } from "../configuration";
import type { Family } from "../net";

/** One address of one interface: what sends and receives. */
export interface InterfaceAddress {
  readonly nic: ResourceOf<"networkInterface">;
  readonly address: string;
  readonly publicAddress: string | undefined;
}

/** Interfaces that end no flow of their own: what they carry belongs to others. */
const FORWARDERS = new Set([
  "nat_gateway",
  "transit_gateway",
  "gateway_load_balancer",
  "gateway_load_balancer_endpoint",
]);

/** Every address that can end a flow of the family, by interface id, then in the interface's order. */
export function interfaceAddresses(index: ConfigurationIndex, family: Family): readonly InterfaceAddress[] {
  return index.configuration.resources.networkInterface
    .filter(({ interfaceType }) => !FORWARDERS.has(interfaceType))
    .flatMap((nic) =>
      family === 4
        ? nic.privateAddresses.map(({ address, publicAddress }) => ({ nic, address, publicAddress }))
        : nic.ipv6Addresses.map((address) => ({ nic, address, publicAddress: address })),
    );
}

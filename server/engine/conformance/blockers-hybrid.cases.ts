import { b5 } from "../../testing/network-builder-bases";
import { but, type NetworkChange } from "../../testing/network-builder-change";
import { address, ask } from "../../testing/network-builder-question";
import type { End, Failure } from "../semantics";
import type { BlockerCase } from "./blockers-case";

const down = (kind: string, id: string): Failure => ({ kind, id, mode: "down" });
const toSite = ask("a", address("192.168.1.5"), "tcp/443");
const office: NetworkChange = { sites: { office: { prefixes: ["192.168.0.0/16"], via: ["vpn-1"] } } };
const inOffice: End = { kind: "site", name: "office", address: "192.168.1.5" };
const tunnelsDown: NetworkChange = { vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } } };
const routed: NetworkChange = { tables: { "rt-a1": { routes: ["192.168.0.0/16 -> vgw-1"] } } };
const unrouted: NetworkChange = { tables: { "rt-a1": { routes: [] } } };
const statics = (...prefixes: readonly string[]): NetworkChange => ({
  vpns: { "vpn-1": { staticRoutes: prefixes } },
});
/** The site behind a Direct Connect link, which tells it of another VPC's prefix only. */
const direct: NetworkChange = {
  vpns: { "vpn-1": null },
  directConnects: { dx: { vgw: "vgw-1", allowed: ["10.9.0.0/16"] } },
  sites: { office: { prefixes: ["192.168.0.0/16"], via: ["dx"] } },
};
const eitherTunnel = [
  ["bring tunnel 1 of VPN connection `vpn-1` up"],
  ["bring tunnel 2 of VPN connection `vpn-1` up"],
];

/** Refusals between a VPC and a site: tunnels, static routes, propagation, what is advertised (VPN-1 to VPN-5, R-17). */
export const hybridBlockers: readonly BlockerCase[] = [
  {
    title: "a static connection with both tunnels recorded as down",
    network: but(b5(), statics("192.168.0.0/16"), routed, tunnelsDown),
    question: toSite,
    reason: "VPN_DOWN",
    awsCode: "BAD_STATE_VPN",
    sets: eitherTunnel,
  },
  {
    title: "routes withdrawn while both tunnels are down",
    network: but(b5(), tunnelsDown),
    question: toSite,
    reason: "NO_ROUTE",
    awsCode: "NO_ROUTE_TO_DESTINATION",
    sets: eitherTunnel,
  },
  {
    title: "from the site, with both tunnels down",
    network: but(b5(), office, tunnelsDown),
    question: ask(inOffice, "a", "tcp/443"),
    reason: "VPN_DOWN",
    awsCode: "BAD_STATE_VPN",
    sets: eitherTunnel,
  },
  {
    title: "tunnels that are supposed to have failed",
    network: but(b5(), statics("192.168.0.0/16"), routed),
    question: toSite,
    options: { failures: [down("vpnTunnel", "vpn-1#1"), down("vpnTunnel", "vpn-1#2")] },
    reason: "VPN_DOWN",
    awsCode: "BAD_STATE_VPN",
    sets: [
      ["restore `vpn-1#1`, which is supposed to have failed"],
      ["restore `vpn-1#2`, which is supposed to have failed"],
    ],
  },
  {
    title: "no static route of the connection to the destination",
    network: but(b5(), statics("192.168.9.0/24"), routed),
    question: toSite,
    reason: "VPN_NO_ROUTE",
    sets: [["add static route 192.168.1.5/32 to VPN connection `vpn-1`"]],
  },
  {
    title: "no prefix advertised to which the destination belongs",
    network: but(b5(), {
      tables: { "rt-a1": { routes: ["192.168.9.0/24 -> vgw-1 propagated", "192.168.0.0/16 -> vgw-1"] } },
    }),
    question: toSite,
    reason: "VPN_NO_ROUTE",
    sets: [["have the site advertise 192.168.1.5/32 over `vpn-1`"]],
  },
  {
    title: "propagation off, and no route in the table",
    network: but(b5(), statics("192.168.0.0/16"), unrouted),
    question: toSite,
    reason: "NO_ROUTE",
    awsCode: "NO_ROUTE_TO_DESTINATION",
    sets: [
      ["turn on route propagation from `vgw-1` in route table `rt-a1`"],
      ["add route 192.168.1.5/32 → vgw-1 to route table `rt-a1`"],
    ],
  },
  {
    title: "propagation off for what a declared site has",
    network: but(b5(), office, unrouted),
    question: toSite,
    reason: "NO_ROUTE",
    awsCode: "NO_ROUTE_TO_DESTINATION",
    sets: [
      ["turn on route propagation from `vgw-1` in route table `rt-a1`"],
      ["add route 192.168.1.5/32 → vgw-1 to route table `rt-a1`"],
    ],
  },
  {
    title: "the gateway is attached to no VPC",
    network: but(b5(), office, { vgws: { "vgw-1": { vpc: undefined } } }),
    question: ask(inOffice, "a", "tcp/443"),
    reason: "VGW_STATE",
    awsCode: "BAD_STATE",
    sets: [["attach `vgw-1` to VPC `A`"]],
  },
  {
    title: "the site is not told of the VPC, so no reply comes back",
    network: but(b5(), direct),
    question: toSite,
    reason: "VPN_NO_ROUTE",
    sets: [["add allowed prefix 10.0.0.0/16 to Direct Connect association `dxassoc-dx`"]],
  },
  {
    title: "the site is not told of the VPC, so it sends nothing",
    network: but(b5(), direct),
    question: ask(inOffice, "a", "tcp/443"),
    reason: "VPN_NO_ROUTE",
    sets: [["add allowed prefix 10.0.0.0/16 to Direct Connect association `dxassoc-dx`"]],
  },
  {
    title: "a static route missing and a tunnel down, and the group closed on the way in",
    network: but(b5(), office, unrouted, statics("192.168.0.0/16"), {
      vpns: { "vpn-1": { tunnels: ["DOWN", "DOWN"] } },
      groups: { "sg-a": { in: [] } },
    }),
    question: ask(inOffice, "a", "tcp/443"),
    reason: "VPN_DOWN",
    awsCode: "BAD_STATE_VPN",
    sets: eitherTunnel.flatMap(([tunnel = ""]) =>
      [
        "turn on route propagation from `vgw-1` in route table `rt-a1`",
        "add route 192.168.1.5/32 → vgw-1 to route table `rt-a1`",
      ].map((route) => [tunnel, "add ingress tcp 443 from 192.168.1.5/32 to security group `sg-a`", route]),
    ),
  },
];

import { b1 } from "./network-builder-bases";
import { but } from "./network-builder-change";
import type { NetworkSpec } from "./network-builder-spec";

/** B4: B1 with the internet-facing application load balancer alb-1 in front of app-a and app-b. */
export function b4(): NetworkSpec {
  return but(b1(), {
    groups: {
      "sg-alb": { vpc: "v1", in: ["tcp 443 from 0.0.0.0/0"] },
      "sg-app": { in: ["tcp 8080 from sg-alb"] },
    },
    balancers: {
      "alb-1": {
        type: "application",
        public: true,
        nodes: { "pub-a": "10.0.0.20 198.51.100.20", "pub-b": "10.0.1.20 198.51.100.21" },
        groups: ["sg-alb"],
        listeners: ["HTTPS 443 -> tg-app"],
      },
    },
    targetGroups: { "tg-app": { vpc: "v1", port: 8080, targets: ["app-a", "app-b"] } },
  });
}

/** B4 with the network load balancers nlb-1, internet-facing, and nlb-i, internal; app-a and app-b admit everyone. */
export function b4n(): NetworkSpec {
  const balancer = { type: "network" as const, crossZone: false, listeners: ["TCP 443 -> tg-n"] };
  return but(b1(), {
    groups: { "sg-app": { in: ["tcp 8080 from 0.0.0.0/0"] } },
    balancers: {
      "nlb-1": {
        ...balancer,
        public: true,
        nodes: { "pub-a": "10.0.0.30 198.51.100.30", "pub-b": "10.0.1.30 198.51.100.31" },
      },
      "nlb-i": { ...balancer, nodes: { "pub-a": "10.0.0.31", "pub-b": "10.0.1.31" } },
    },
    targetGroups: { "tg-n": { vpc: "v1", protocol: "TCP", port: 8080, targets: ["app-a", "app-b"] } },
  });
}

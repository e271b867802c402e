import type { LabelledApplication } from "./labelled-applications.cases";
import { but } from "./network-builder-change";
import { smallApplication } from "./small-application";

const https = "tcp 443 from 0.0.0.0/0";
const PUBLIC_NODES = { "public-a": "10.0.0.200 198.51.100.200", "public-b": "10.0.1.200 198.51.100.201" };
const PRIVATE_NODES = { "private-a": "10.0.10.200", "private-b": "10.0.11.200" };
const BOTH = (role: string) => [`${role}-1`, `${role}-2`];

/** Applications behind load balancers. Nodes of a balancer are called `eni-<balancer>-<subnet>`. */
export const balancedApplications: readonly LabelledApplication[] = [
  {
    name: "balanced-shop",
    style: "balanced",
    purpose:
      "Everyone comes by an application load balancer to the servers, which ask a closed-in database and call outside.",
    network: but(
      smallApplication({
        app: { place: "private", in: ["tcp 8080 from sg-alb"] },
        db: { place: "isolated", in: ["tcp 5432 from sg-app"] },
      }),
      {
        groups: { "sg-alb": { vpc: "v", in: [https] } },
        balancers: {
          alb: {
            type: "application",
            public: true,
            nodes: PUBLIC_NODES,
            groups: ["sg-alb"],
            listeners: ["HTTPS 443 -> tg"],
          },
        },
        targetGroups: { tg: { vpc: "v", port: 8080, targets: BOTH("app") } },
      },
    ),
    required: [
      "internet > alb tcp/443",
      "eni-alb-public-a+eni-alb-public-b > app-1+app-2 tcp/8080",
      "app-1+app-2 > db-1+db-2 tcp/5432",
      "app-1+app-2 > internet tcp/443",
    ],
  },
  {
    name: "redirecting",
    style: "balanced",
    purpose:
      "As before with a listener on 80 that only sends people to 443, where two services share the balancer by path.",
    network: but(
      smallApplication({
        site: { place: "isolated", in: ["tcp 8080 from sg-alb"] },
        api: { place: "isolated", in: ["tcp 9090 from sg-alb"] },
      }),
      {
        groups: { "sg-alb": { vpc: "v", in: [https, "tcp 80 from 0.0.0.0/0"] } },
        balancers: {
          alb: {
            type: "application",
            public: true,
            nodes: PUBLIC_NODES,
            groups: ["sg-alb"],
            listeners: ["HTTP 80 -> redirect", "HTTPS 443 -> tg-site"],
            rules: { "443": ["/api -> tg-api"] },
          },
        },
        targetGroups: {
          "tg-site": { vpc: "v", port: 8080, targets: BOTH("site") },
          "tg-api": { vpc: "v", port: 9090, targets: BOTH("api") },
        },
      },
    ),
    required: [
      "internet > alb tcp/80",
      "internet > alb tcp/443",
      "eni-alb-public-a+eni-alb-public-b > site-1+site-2 tcp/8080",
      "eni-alb-public-a+eni-alb-public-b > api-1+api-2 tcp/9090",
    ],
  },
  {
    name: "game",
    style: "balanced",
    purpose: "Players come by a network load balancer that keeps their addresses; the servers call nobody.",
    network: but(smallApplication({ game: { place: "isolated", in: ["tcp 7777 from 0.0.0.0/0"] } }), {
      balancers: {
        nlb: { type: "network", public: true, nodes: PUBLIC_NODES, listeners: ["TCP 7777 -> tg"] },
      },
      targetGroups: { tg: { vpc: "v", protocol: "TCP", port: 7777, targets: BOTH("game") } },
    }),
    required: ["internet > nlb tcp/7777"],
  },
  {
    name: "inner-service",
    style: "balanced",
    purpose:
      "A public front end asks a service by an internal application load balancer; the front end calls outside.",
    network: but(
      smallApplication({
        front: { place: "public", in: [https] },
        service: { place: "isolated", in: ["tcp 8080 from sg-inner"] },
      }),
      {
        groups: { "sg-inner": { vpc: "v", in: ["tcp 80 from sg-front"] } },
        balancers: {
          inner: {
            type: "application",
            nodes: PRIVATE_NODES,
            groups: ["sg-inner"],
            listeners: ["HTTP 80 -> tg"],
          },
        },
        targetGroups: { tg: { vpc: "v", port: 8080, targets: BOTH("service") } },
      },
    ),
    required: [
      "internet > front-1+front-2 tcp/443",
      "front-1+front-2 > inner tcp/80",
      "eni-inner-private-a+eni-inner-private-b > service-1+service-2 tcp/8080",
      "front-1+front-2 > internet tcp/443",
    ],
  },
  {
    name: "first-generation",
    style: "balanced",
    purpose: "An old site behind a classic load balancer; its servers fetch updates.",
    network: but(smallApplication({ web: { place: "private", in: ["tcp 8000 from sg-elb"] } }), {
      groups: { "sg-elb": { vpc: "v", in: ["tcp 80 from 0.0.0.0/0"] } },
      balancers: {
        elb: {
          type: "classic",
          public: true,
          nodes: PUBLIC_NODES,
          groups: ["sg-elb"],
          listeners: ["TCP 80 -> 8000"],
          vms: BOTH("web"),
        },
      },
    }),
    required: [
      "internet > elb tcp/80",
      "eni-elb-public-a+eni-elb-public-b > web-1+web-2 tcp/8000",
      "web-1+web-2 > internet tcp/443",
    ],
  },
];

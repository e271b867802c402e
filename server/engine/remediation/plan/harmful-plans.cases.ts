import { parseAclEntry, parseGroupRule } from "../../../testing/network-builder-text";
import { NAMES } from "../../../testing/production-network";
import type { Change, Configuration, SecurityGroupRule } from "../../configuration";
import type { PlanTerms } from "./guard-reasons";
import type { Plan } from "./plan.schema";
import type { CarriedOutBy } from "./plan-of";
import type { PlanReason } from "./plan-trial.schema";
import { CURES, type Production, retarget, TERMS, type Weakness } from "./production.cases";

/** A plan that must be refused, and why: known from how the network is made, never from what the trial says. */
export interface HarmfulPlan {
  readonly kind: string;
  readonly weakness: Weakness;
  readonly operations: readonly Change[];
  readonly code: PlanReason["code"];
  /** What the reason must name. */
  readonly names: string;
  /** Nothing else is wrong with it. */
  readonly isOnly?: true;
  readonly by?: CarriedOutBy;
  readonly terms?: PlanTerms;
  /** An owner declared that the application tier needs the weak port. */
  readonly hasCaller?: true;
  /** What becomes of the network between planning and trying. */
  readonly since?: (configuration: Configuration) => Configuration;
  /** What becomes of the plan. */
  readonly forged?: (plan: Plan) => Plan;
}

type Direction = "ingress" | "egress";
const group = (
  kind: "remove-group-rule" | "add-group-rule",
  securityGroupId: string,
  rule: SecurityGroupRule,
  direction: Direction = "ingress",
): Change => ({ kind, securityGroupId, direction, rule });

const add = (id: string, text: string) => group("add-group-rule", id, parseGroupRule(text));
const remove = (id: string, text: string) => group("remove-group-rule", id, parseGroupRule(text));

/** Everything that the group admits in both directions: what AWS-CloseSecurityGroup does. */
function closeAll({ resources }: Configuration, id: string): Change[] {
  const found = resources.securityGroup.find((each) => each.id === id);
  if (!found) throw new Error(`no group ${id}`);
  const all = (direction: Direction) =>
    found[direction].map((rule) => group("remove-group-rule", id, rule, direction));
  return [...all("ingress"), ...all("egress")];
}

function withTag(id: string) {
  return (configuration: Configuration): Configuration => {
    const tags = [{ key: "umbra:protected", value: "" }];
    const { securityGroup, instance, routeTable } = configuration.resources;
    const tagged = <T extends { id: string }>(list: readonly T[]) =>
      list.map((each) => (each.id === id ? { ...each, tags } : each));
    return {
      ...configuration,
      resources: {
        ...configuration.resources,
        securityGroup: tagged(securityGroup),
        instance: tagged(instance),
        routeTable: tagged(routeTable),
      },
    };
  };
}

/** Every kind of harm, each on its own, in one network. */
export function harmfulPlans(production: Production): readonly HarmfulPlan[] {
  return [
    ...closings(production),
    ...openings(production),
    ...detours(production),
    ...trespasses(production),
  ];
}

/** What is needed is closed. */
function closings({ choices, configuration }: Production): readonly HarmfulPlan[] {
  const base = { weakness: "exposure", code: "required-flow-lost" } as const;
  const cure = remove("sg-web", NAMES.weakRule(choices));
  const { appPort, dbPort } = choices;
  return [
    {
      ...base,
      kind: "close a whole group",
      operations: closeAll(configuration, "sg-web"),
      names: "sg-web to sg-app",
    },
    {
      ...base,
      kind: "close a whole group",
      operations: [cure, ...closeAll(configuration, "sg-app")],
      names: "sg-web to sg-app",
    },
    {
      ...base,
      kind: "close a whole group",
      operations: [cure, ...closeAll(configuration, "sg-db")],
      names: "sg-app to sg-db",
    },
    {
      ...base,
      kind: "close what an owner declared",
      operations: [cure],
      hasCaller: true,
      names: "orders: sg-app to sg-web",
      isOnly: true,
    },
    {
      ...base,
      kind: "close a rule between tiers too",
      operations: [cure, remove("sg-app", `tcp ${appPort} from sg-web`)],
      names: "sg-web to sg-app",
    },
    {
      ...base,
      kind: "narrow a rule between tiers to nobody",
      operations: [
        cure,
        {
          kind: "replace-group-rule",
          securityGroupId: "sg-db",
          direction: "ingress",
          rule: parseGroupRule(`tcp ${dbPort} from sg-app`),
          by: [parseGroupRule(`tcp ${dbPort} from sg-idle-0`)],
        },
      ],
      names: "sg-app to sg-db",
    },
    {
      ...base,
      kind: "refuse a port by an ACL",
      by: { kind: "webhook", name: "changes" },
      operations: [
        cure,
        {
          kind: "add-acl-entry",
          networkAclId: "acl-prod",
          entry: parseAclEntry(false, `50 deny tcp ${appPort} 0.0.0.0/0`),
        },
      ],
      names: "sg-web to sg-app",
    },
  ];
}

/** More is opened, or the weakness stays. */
function openings({ choices }: Production): readonly HarmfulPlan[] {
  const cure = remove("sg-web", NAMES.weakRule(choices));
  const base = { weakness: "exposure" } as const;
  const replace = (...by: readonly string[]): Change => ({
    kind: "replace-group-rule",
    securityGroupId: "sg-web",
    direction: "ingress",
    rule: parseGroupRule(NAMES.weakRule(choices)),
    by: by.map(parseGroupRule),
  });
  const opened = "newly-reachable";
  return [
    {
      ...base,
      kind: "let the world in on everything",
      operations: [cure, add("sg-web", "all from 0.0.0.0/0")],
      code: opened,
      names: "internet to web-",
    },
    {
      ...base,
      kind: "let the world in on another port",
      operations: [replace("tcp 5900 from 0.0.0.0/0")],
      code: opened,
      names: "tcp/5900",
    },
    {
      ...base,
      kind: "open a way between tiers",
      operations: [cure, add("sg-db", "tcp 9999 from sg-web")],
      code: opened,
      names: "tcp/9999",
      isOnly: true,
    },
    {
      ...base,
      kind: "replace the world by its halves",
      operations: [
        replace(`tcp ${choices.weakPort} from 0.0.0.0/1`, `tcp ${choices.weakPort} from 128.0.0.0/1`),
      ],
      code: "still-there",
      names: "web-",
      isOnly: true,
    },
    {
      ...base,
      kind: "close what has nothing to do with it",
      operations: [remove("sg-idle-0", `tcp 9100 from 10.${choices.octet}.0.0/16`)],
      code: "still-there",
      names: "web-",
      isOnly: true,
    },
  ];
}

/** Routes lead nowhere, or too many lean on one thing. */
function detours({ choices }: Production): readonly HarmfulPlan[] {
  const table = NAMES.leaningTable(choices);
  const lost = { weakness: "leaning", code: "required-flow-lost", names: "sg-app to internet" } as const;
  const weak = remove("sg-web", NAMES.weakRule(choices));
  return [
    {
      ...lost,
      kind: "point a route to a gateway that is gone",
      operations: [retarget(table, "nat-a", "natGateway", NAMES.deadNat)],
    },
    {
      ...lost,
      kind: "point a private route to the internet gateway",
      operations: [retarget(table, "nat-a", "internetGateway", "igw")],
    },
    {
      kind: "point a route to a gateway that nobody knows",
      weakness: "leaning",
      operations: [retarget(table, "nat-a", "natGateway", "nat-unheard-of")],
      code: "not-whole",
      names: "nat-unheard-of",
    },
    {
      kind: "give up what stands ready elsewhere",
      weakness: "exposure",
      operations: [weak, retarget("rt-prv-a", "nat-a", "natGateway", `nat-${choices.leaning}`)],
      code: "new-alert",
      names: `nat-${choices.leaning}`,
    },
    {
      kind: "take the route of another table too",
      weakness: "dead",
      operations: [CURES.dead(choices), retarget("rt-prv-a", "nat-a", "natGateway", NAMES.deadNat)],
      code: "required-flow-lost",
      names: "sg-app to internet",
    },
  ];
}

/** A cure that does good, of what this rule may not touch, or of what is not there any more. */
function trespasses({ choices }: Production): readonly HarmfulPlan[] {
  const cure = remove("sg-web", NAMES.weakRule(choices));
  const idle = (number: number) => remove(`sg-idle-${number}`, `tcp 9100 from 10.${choices.octet}.0.0/16`);
  const base = { weakness: "exposure", operations: [cure], isOnly: true } as const;
  const guard = (more: Partial<PlanTerms["guard"]>): PlanTerms => ({
    ...TERMS,
    guard: { ...TERMS.guard, ...more },
  });
  return [
    {
      ...base,
      kind: "touch what is protected",
      since: withTag("sg-web"),
      code: "protected",
      names: "sg-web",
    },
    {
      ...base,
      kind: "cure what is protected",
      since: withTag("web-a1"),
      code: "protected",
      names: "web-a1",
    },
    {
      ...base,
      kind: "touch too many resources",
      operations: [cure, idle(0), idle(1), idle(2)],
      code: "too-many-resources",
      names: "4 resources",
    },
    {
      ...base,
      kind: "touch too large a share",
      operations: [cure, idle(0)],
      terms: guard({ maxPercentOfKind: 1 }),
      code: "too-large-share",
      names: "2 of",
    },
    {
      ...base,
      kind: "touch another account",
      terms: { ...TERMS, accountIds: ["222222222222"] },
      code: "account-not-allowed",
      names: "111111111111",
    },
    {
      kind: "do by itself what cannot be undone",
      weakness: "dead",
      operations: [CURES.dead(choices)],
      terms: { ...TERMS, mode: "auto" },
      code: "not-reversible",
      names: "undone",
      isOnly: true,
    },
    {
      ...base,
      kind: "act on what was changed by hand",
      since: (configuration) => ({
        ...configuration,
        resources: {
          ...configuration.resources,
          securityGroup: configuration.resources.securityGroup.map((each) =>
            each.id === "sg-web"
              ? { ...each, ingress: [...each.ingress, parseGroupRule("tcp 8443 from 10.0.0.0/8")] }
              : each,
          ),
        },
      }),
      code: "changed-since",
      names: "sg-web",
    },
    {
      ...base,
      kind: "do other than was tried",
      forged: (plan) => ({
        ...plan,
        steps: plan.steps.map((step) =>
          step.kind === "revoke-group-rule"
            ? { ...step, rule: parseGroupRule("tcp 443 from 0.0.0.0/0") }
            : step,
        ),
      }),
      code: "changed-since",
      names: "steps",
    },
  ];
}

import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { atMost } from "./at-most";
import { attribute, type ListCall, type PageRequest, pick, type ReadCall } from "./read-call";

/** Calls about one thing each that are at work at a time. */
const ASKED_AT_ONCE = 4;
const PAGE_SIZE = 400;

const BALANCERS: ListCall = {
  key: "LoadBalancers",
  action: "DescribeLoadBalancers",
  pageSize: PAGE_SIZE,
  ask: async ({ balancing }, page, abortSignal) => {
    const reply = await balancing.send(new DescribeLoadBalancersCommand(marked(page)), { abortSignal });
    return { items: reply.LoadBalancers, nextToken: reply.NextMarker || undefined };
  },
  idsOf: (item) => [attribute(item, "LoadBalancerArn")],
};

const TARGET_GROUPS: ListCall = {
  key: "TargetGroups",
  action: "DescribeTargetGroups",
  pageSize: PAGE_SIZE,
  ask: async ({ balancing }, page, abortSignal) => {
    const reply = await balancing.send(new DescribeTargetGroupsCommand(marked(page)), { abortSignal });
    return { items: reply.TargetGroups, nextToken: reply.NextMarker || undefined };
  },
  idsOf: (item) => [attribute(item, "TargetGroupArn")],
};

const attributesOf = (LoadBalancerArn: string): ListCall => ({
  key: "Attributes",
  action: "DescribeLoadBalancerAttributes",
  pageSize: null,
  ask: async ({ balancing }, _page, abortSignal) => {
    const command = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn });
    return { items: (await balancing.send(command, { abortSignal })).Attributes, nextToken: undefined };
  },
  idsOf: (item) => [attribute(item, "Key")],
});

const listenersOf = (LoadBalancerArn: string): ListCall => ({
  key: "Listeners",
  action: "DescribeListeners",
  pageSize: PAGE_SIZE,
  ask: async ({ balancing }, page, abortSignal) => {
    const command = new DescribeListenersCommand({ LoadBalancerArn, ...marked(page) });
    const reply = await balancing.send(command, { abortSignal });
    return { items: reply.Listeners, nextToken: reply.NextMarker || undefined };
  },
  idsOf: (item) => [attribute(item, "ListenerArn")],
});

const rulesOf = (ListenerArn: string): ListCall => ({
  key: "Rules",
  action: "DescribeRules",
  pageSize: PAGE_SIZE,
  ask: async ({ balancing }, page, abortSignal) => {
    const command = new DescribeRulesCommand({ ListenerArn, ...marked(page) });
    const reply = await balancing.send(command, { abortSignal });
    return { items: reply.Rules, nextToken: reply.NextMarker || undefined };
  },
  idsOf: (item) => [attribute(item, "RuleArn")],
});

const healthOf = (TargetGroupArn: string): ListCall => ({
  key: "TargetHealthDescriptions",
  action: "DescribeTargetHealth",
  pageSize: null,
  ask: async ({ balancing }, _page, abortSignal) => {
    const reply = await balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn }), { abortSignal });
    return { items: reply.TargetHealthDescriptions, nextToken: undefined };
  },
  idsOf: (item) => {
    const target = attribute(item, "Target");
    return [["Id", "Port", "AvailabilityZone"].map((name) => attribute(target, name)).join(" ")];
  },
});

const groupAttributesOf = (TargetGroupArn: string): ListCall => ({
  key: "Attributes",
  action: "DescribeTargetGroupAttributes",
  pageSize: null,
  ask: async ({ balancing }, _page, abortSignal) => {
    const command = new DescribeTargetGroupAttributesCommand({ TargetGroupArn });
    return { items: (await balancing.send(command, { abortSignal })).Attributes, nextToken: undefined };
  },
  idsOf: (item) => [attribute(item, "Key")],
});

/** What spreads load, as the service of the second generation tells it. */
export const BALANCER_CALLS: readonly ReadCall[] = [
  {
    kind: "loadBalancer",
    key: "LoadBalancers",
    read: async (list) => {
      const { items, ids } = await list(BALANCERS);
      const LoadBalancerAttributes = await atMost(ASKED_AT_ONCE, ids, async (LoadBalancerArn) => ({
        LoadBalancerArn,
        Attributes: (await list(attributesOf(LoadBalancerArn))).items,
      }));
      return { lists: { LoadBalancers: items, LoadBalancerAttributes }, ids };
    },
  },
  {
    kind: "listener",
    key: "Listeners",
    read: async (list) => {
      const balancers = await list(BALANCERS);
      const perBalancer = await atMost(ASKED_AT_ONCE, balancers.ids, (arn) => list(listenersOf(arn)));
      const ids = perBalancer.flatMap((each) => each.ids);
      const rules = await atMost(ASKED_AT_ONCE, ids, (arn) => list(rulesOf(arn)));
      const Listeners = perBalancer.flatMap(({ items }) => items).map(withoutSecrets);
      return { lists: { Listeners, Rules: rules.flatMap(({ items }) => items).map(withoutSecrets) }, ids };
    },
  },
  {
    kind: "targetGroup",
    key: "TargetGroups",
    read: async (list) => {
      const { items, ids } = await list(TARGET_GROUPS);
      const LoadBalancerTargetHealth = await atMost(ASKED_AT_ONCE, ids, async (TargetGroupArn) => ({
        TargetGroupArn,
        TargetHealthDescriptions: (await list(healthOf(TargetGroupArn))).items,
      }));
      const TargetGroupAttributes = await atMost(ASKED_AT_ONCE, ids, async (TargetGroupArn) => ({
        TargetGroupArn,
        Attributes: (await list(groupAttributesOf(TargetGroupArn))).items,
      }));
      return { lists: { TargetGroups: items, LoadBalancerTargetHealth, TargetGroupAttributes }, ids };
    },
  },
];

function marked({ size, token }: PageRequest) {
  return {
    ...(size === undefined ? {} : { PageSize: size }),
    ...(token === undefined ? {} : { Marker: token }),
  };
}

/**
 * A listener or a rule with what says where requests go, and no more: settings of sign-in, fixed answers and
 * the headers that a rule asks for can hold what only those who know each other say.
 */
function withoutSecrets(item: object): object {
  const parts = {
    ...pick(item, ["ListenerArn", "LoadBalancerArn", "Port", "Protocol", "RuleArn", "Priority", "IsDefault"]),
    DefaultActions: kept(item, "DefaultActions", ["Type", "TargetGroupArn", "ForwardConfig"]),
    Actions: kept(item, "Actions", ["Type", "TargetGroupArn", "ForwardConfig"]),
    Conditions: kept(item, "Conditions", ["Field", "Values", "HostHeaderConfig", "PathPatternConfig"]),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function kept(item: object, name: string, names: readonly string[]): readonly object[] | undefined {
  const list = attribute(item, name);
  return Array.isArray(list) ? list.map((each) => pick(each, names)) : undefined;
}

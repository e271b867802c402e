import { buildConfiguration } from "../../../testing/network-builder";
import { NAMES, type ProductionChoices, productionNetwork } from "../../../testing/production-network";
import { type Alert, type Analysis, analyze } from "../../alert";
import type { Change, Configuration } from "../../configuration";
import { type Intent, intentId } from "../../intent";
import { buildNetwork } from "../../semantics";
import type { FixBase } from "../verify/verify-fix";
import type { PlanTerms } from "./guard-reasons";

/** The weaknesses of a generated network of production. */
export type Weakness = "exposure" | "leaning" | "dead";

/** A generated network with what the suite says of it, without and with a flow that an owner declared. */
export interface Production {
  readonly choices: ProductionChoices;
  readonly configuration: Configuration;
  readonly plain: FixBase;
  /** The application tier calls the web tier on the weak port, and its owner says so. */
  readonly withCaller: FixBase;
  readonly declared: readonly Intent[];
}

export const TERMS: PlanTerms = {
  guard: { maxResources: 3, maxPercentOfKind: 100, protectedTags: [{ key: "umbra:protected", value: "" }] },
  accountIds: [],
  mode: "ask",
};

export function produce(choices: ProductionChoices): Production {
  const configuration = buildConfiguration(productionNetwork(choices));
  const declared = [caller(configuration, choices)];
  return {
    choices,
    configuration,
    plain: baseOf(configuration, analyze(configuration)),
    withCaller: baseOf(configuration, analyze(configuration, { declared })),
    declared,
  };
}

export function baseOf(configuration: Configuration, analysis: Analysis): FixBase {
  return { network: buildNetwork(configuration), intents: analysis.intents, analysis };
}

/** The alert of a weakness; it is there by construction. */
export function alertOf({ analysis }: FixBase, weakness: Weakness): Alert {
  const found = analysis.alerts.find((alert) => tellsOf(alert, weakness));
  if (!found) throw new Error(`no alert of the weakness ${weakness}`);
  return found;
}

function tellsOf({ kind, severity, subject, affected }: Alert, weakness: Weakness): boolean {
  switch (weakness) {
    case "exposure":
      return kind === "internet-exposure" && severity !== "info";
    case "leaning":
      return kind === "zonal-dependence" && subject.id === "nat-a";
    case "dead":
      return kind === "required-flow" && affected.some(({ to }) => to === "internet");
  }
}

function caller({ resources }: Configuration, { weakPort }: ProductionChoices): Intent {
  const ports: [number, number][] = [[weakPort, weakPort]];
  const named = (tier: string) =>
    resources.instance.flatMap(({ id }) => (id.startsWith(tier) ? id : [])).sort();
  return {
    id: intentId({ from: "orders", to: "web", family: 4, protocol: "tcp", ports }),
    application: "orders",
    from: { kind: "tier", name: "sg-app", members: named("app-") },
    to: { kind: "tier", name: "sg-web", members: named("web-") },
    family: 4,
    protocol: "tcp",
    ports,
    members: "any",
    criticality: "high",
    origin: "declared",
    confidence: 1,
    why: "declared",
  };
}

/** The route of a private table, pointed elsewhere. */
export function retarget(
  routeTableId: string,
  from: string,
  kind: "natGateway" | "internetGateway",
  to: string,
): Change {
  return {
    kind: "retarget-route",
    routeTableId,
    destination: { prefix: "0.0.0.0/0" },
    from: { kind: "natGateway", id: from },
    to: { kind, id: to },
  };
}

/** What cures the zone that leans on another, and the one whose gateway is gone. */
export const CURES = {
  leaning: (choices: ProductionChoices): Change =>
    retarget(NAMES.leaningTable(choices), "nat-a", "natGateway", `nat-${choices.leaning}`),
  dead: (choices: ProductionChoices): Change =>
    retarget(
      NAMES.deadTable(choices),
      NAMES.deadNat,
      "natGateway",
      choices.leaning === "b" ? "nat-c" : "nat-b",
    ),
};

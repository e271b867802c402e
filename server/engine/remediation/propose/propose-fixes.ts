import {
  type Alert,
  CAPACITY_DATE,
  DATA_AT_RISK,
  EXPLOITABLE_HOST,
  INTERNET_EXPOSURE,
  OVER_CAPACITY,
  OVERLOAD_AFTER_FAILURE,
  REQUIRED_FLOW,
  SINGLE_POINT,
  ZONAL_DEPENDENCE,
} from "../../alert";
import type { Intent } from "../../intent";
import { type Exposure, findExposure } from "../../scenario";
import type { Network } from "../../semantics";
import type { FixOption } from "../fix-option.schema";
import { awsCli } from "../text/aws-cli";
import { changeTexts } from "../text/change-text";
import { terraform } from "../text/terraform";
import { breachFixes } from "./breach-fixes";
import type { Draft } from "./draft";
import { secondMember } from "./enlarge-group";
import { exposureFixes } from "./exposure-fixes";
import { loadFixes } from "./load-fixes";
import { egressFixes, zoneNatFixes } from "./nat-fixes";

/** Kinds of alerts that are tried by themselves: for the others no proposal can take the finding away. */
const CURABLE: readonly string[] = [
  INTERNET_EXPOSURE,
  REQUIRED_FLOW,
  ZONAL_DEPENDENCE,
  DATA_AT_RISK,
  EXPLOITABLE_HOST,
  OVER_CAPACITY,
  CAPACITY_DATE,
  OVERLOAD_AFTER_FAILURE,
];

/** Whether a cure is likely to be found for an alert, so that trying by itself is worth the time. */
export function isCurable({ kind, severity }: Pick<Alert, "kind" | "severity">): boolean {
  return CURABLE.includes(kind) && severity !== "info";
}

/**
 * Proposes changes that may cure an alert, the one to try first leading. None of them has been tried: whether the
 * finding would be gone, and what else would change, is for `verifyFix` to say. Deterministic.
 */
export function proposeFixes(
  { network, intents }: { readonly network: Network; readonly intents: readonly Intent[] },
  alert: Alert,
): readonly FixOption[] {
  return drafts(network, intents, alert).map((draft) => {
    const { operations } = draft;
    return {
      ...draft,
      changes: changeTexts(network.index, operations),
      terraform: terraform(network.index, operations),
      cli: awsCli(network.index, operations),
    };
  });
}

function drafts(network: Network, intents: readonly Intent[], alert: Alert): readonly Draft[] {
  switch (alert.kind) {
    case INTERNET_EXPOSURE:
      return exposureFixes(network.index, exposureOf(network), intents, alert);
    case ZONAL_DEPENDENCE:
    case SINGLE_POINT:
      return [...secondMember(network.index, alert), ...zoneNatFixes(network.index, alert)];
    case DATA_AT_RISK:
    case EXPLOITABLE_HOST:
      return breachFixes(network.index, intents, alert);
    case REQUIRED_FLOW:
      return egressFixes(network.index, alert);
    case OVER_CAPACITY:
    case CAPACITY_DATE:
    case OVERLOAD_AFTER_FAILURE:
      return [...loadFixes(network, alert), ...zoneNatFixes(network.index, alert)];
    default:
      return [];
  }
}

/** Found once per network, however many alerts ask. */
const exposures = new WeakMap<Network, Exposure>();

function exposureOf(network: Network): Exposure {
  const known = exposures.get(network) ?? findExposure(network);
  exposures.set(network, known);
  return known;
}

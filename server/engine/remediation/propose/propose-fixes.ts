import { type Alert, INTERNET_EXPOSURE, REQUIRED_FLOW, SINGLE_POINT, ZONAL_DEPENDENCE } from "../../alert";
import type { Intent } from "../../intent";
import { findExposure } from "../../scenario";
import type { Network } from "../../semantics";
import type { FixOption } from "../fix-option.schema";
import { awsCli } from "../text/aws-cli";
import { changeTexts } from "../text/change-text";
import { terraform } from "../text/terraform";
import type { Draft } from "./draft";
import { exposureFixes } from "./exposure-fixes";
import { egressFixes, zoneNatFixes } from "./nat-fixes";

/**
 * Proposes changes that may cure an alert, the one to try first leading. None of them has been tried: whether the
 * finding would be gone, and what else would change, is for `verifyFix` to say. Deterministic.
 */
export function proposeFixes(
  network: Network,
  intents: readonly Intent[],
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
      return exposureFixes(network.index, findExposure(network), intents, alert);
    case ZONAL_DEPENDENCE:
    case SINGLE_POINT:
      return zoneNatFixes(network.index, alert);
    case REQUIRED_FLOW:
      return egressFixes(network.index, alert);
    default:
      return [];
  }
}

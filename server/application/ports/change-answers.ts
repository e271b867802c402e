import type { ChangeSummary, CoverageChange, ResourceChange } from "../../engine/configuration";
import type { Element } from "../../engine/configuration/resource.schema";

/** One line of a diff: what differs in the resource is asked for when it is looked at. */
export interface ChangeRow extends Omit<ResourceChange, "fields"> {
  /** The first of the fields in words. */
  readonly title: string;
  /** Fields that are not cosmetic, and those that are. */
  readonly fieldCount: number;
  readonly cosmeticFieldCount: number;
}

export interface ChangeList {
  readonly summary: ChangeSummary;
  /** By kind and id; at most `CHANGE_ROW_LIMIT`. */
  readonly rows: readonly ChangeRow[];
  readonly leftOutCount: number;
  /** The VPCs that the rows name. */
  readonly vpcs: readonly Element[];
  readonly coverage: readonly CoverageChange[];
}

export const CHANGE_ROW_LIMIT = 20_000;

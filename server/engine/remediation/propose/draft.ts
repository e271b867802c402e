import type { Change } from "../../configuration";
import type { FixOption } from "../fix-option.schema";

/** An option before its changes are written out in words and code. */
export interface Draft extends Pick<FixOption, "id" | "action" | "title" | "effort" | "sideEffects"> {
  readonly operations: Change[];
}

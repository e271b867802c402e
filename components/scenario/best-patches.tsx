"use client";

import type { PatchChoice } from "../../server/engine/scenario";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { visibleText } from "../ui/visible-text";
import { removableText } from "./breach-words";

interface BestPatchesProps {
  /** Null: there is nothing to stop. */
  readonly choice: PatchChoice | null;
}

type Choice = PatchChoice["choices"][number];

/** Which patches to make first, where only one can be made, only two and so on. "Best" is said only where it is proved. */
export function BestPatches({ choice }: BestPatchesProps) {
  if (choice === null)
    return <p className="text-muted">Nothing falls and nothing may, so there is nothing to patch against.</p>;
  const { before, choices, supposedCount } = choice;
  return (
    <div className="flex flex-col gap-2">
      <table className="w-full text-left">
        <caption className="sr-only">Patches that protect most, by how many can be made</caption>
        <thead>
          <tr className="align-bottom text-muted">
            <th className="py-1 pr-3 font-medium" scope="col">
              At most
            </th>
            <th className="py-1 pr-3 font-medium" scope="col">
              Patches
            </th>
            <th className="py-1 font-medium" scope="col">
              Left after them
            </th>
          </tr>
        </thead>
        <tbody>
          {choices.map((each) => (
            <ChoiceRow before={before} choice={each} key={each.limit} />
          ))}
        </tbody>
      </table>
      <p className="text-muted">
        Least data at risk comes first, weighed by its class; where that is equal, the fewest hosts that fall,
        then the fewest roles.
        {supposedCount > 0
          ? ` ${countOf(supposedCount, "bug is", "bugs are")} only supposed: nobody can patch that.`
          : null}
      </p>
    </div>
  );
}

function ChoiceRow({ choice, before }: { readonly choice: Choice; readonly before: Choice["left"] }) {
  const { limit, outcome, patches, left, trialCount } = choice;
  return (
    <tr className="border-line border-t align-top">
      <th className="whitespace-nowrap py-1.5 pr-3 font-medium" scope="row">
        {countOf(limit, "patch", "patches")}
      </th>
      <td className="break-words py-1.5 pr-3">
        <Badge tone={outcome === "best" ? "neutral" : "undecided"}>
          {outcome === "best" ? "best" : "best found"}
        </Badge>
        {patches.length === 0 ? (
          <p>
            {outcome === "best" ? "None changes what is left." : "None was found that changes what is left."}
          </p>
        ) : (
          <ul aria-label={`Best ${countOf(limit, "patch", "patches")}`}>
            {patches.map((patch) => (
              <li key={patch.key}>{removableText(patch)}</li>
            ))}
          </ul>
        )}
        {outcome === "best" ? null : (
          <p className="text-muted">
            That no others leave less is not shown: {countOf(trialCount, "more set")} tried.
          </p>
        )}
      </td>
      <td className="break-words py-1.5">
        <LeftAfter before={before} left={left} />
      </td>
    </tr>
  );
}

function LeftAfter({ left, before }: { readonly left: Choice["left"]; readonly before: Choice["left"] }) {
  const { dataWeight, dataAtRisk, hostCount, roleCount, undecided } = left;
  const stores = dataAtRisk.map(({ element }) => visibleText(element.name ?? element.id));
  return (
    <ul>
      {before.dataWeight === 0 ? null : (
        <li>
          {stores.length === 0
            ? "no data proved to be at risk"
            : `data at risk: ${stores.join(", ")} (weight ${dataWeight} of ${before.dataWeight})`}
        </li>
      )}
      <li>
        {hostCount} of {countOf(before.hostCount, "host")} {hostCount === 1 ? "falls" : "fall"}
      </li>
      {before.roleCount === 0 ? null : (
        <li>
          {roleCount} of {countOf(before.roleCount, "role")} taken
        </li>
      )}
      {undecided.length === 0 ? null : (
        <li>
          may fall too, which cannot be decided:{" "}
          {undecided.map(({ name, id }) => visibleText(name ?? id)).join(", ")}
        </li>
      )}
    </ul>
  );
}

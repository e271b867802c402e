"use client";

import { useState } from "react";
import type { ApplicationFlow, ApplicationRow } from "../../server/application/ports/application-answers";
import type { Criticality } from "../../server/engine/configuration";
import { NameDialog } from "../scenario/name-dialog";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { Select } from "../ui/select";
import { visibleText } from "../ui/visible-text";
import { FlowRow } from "./flow-row";
import type { ApplicationChanges } from "./use-application-changes";

const CRITICALITIES: readonly { readonly value: Criticality; readonly label: string }[] = [
  { value: "critical", label: "Critical" },
  { value: "high", label: "High" },
  { value: "normal", label: "Normal" },
  { value: "low", label: "Low" },
];

interface ApplicationGroupProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly name: string;
  /** Undefined when every flow of it is dismissed. */
  readonly application: ApplicationRow | undefined;
  readonly flows: readonly ApplicationFlow[];
  readonly changes: ApplicationChanges;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
  readonly onEdit: (flow: ApplicationFlow) => void;
}

/** An application: its importance, its tiers and the flows it needs. */
export function ApplicationGroup(props: ApplicationGroupProps) {
  const { estateId, at, name, application, flows, changes, chosen, onChoose, onEdit } = props;
  const ids = flows.flatMap(({ id, declarationId }) => (declarationId === null ? id : []));
  const isAll = ids.every((id) => chosen.has(id));
  const tiers = (application?.tiers ?? []).map((tier) => `${tier.name} (${tier.memberCount})`).join(", ");
  return (
    <Card
      title={visibleText(name)}
      flush
      aside={
        at === null && application ? (
          <Owner estateId={estateId} application={application} changes={changes} />
        ) : (
          <span className="text-muted">{application?.criticality ?? "dismissed"}</span>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-1.5 text-muted text-xs">
        {at === null && ids.length > 0 ? (
          <label className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              className="size-6"
              checked={isAll}
              onChange={(event) => onChoose(ids, event.target.checked)}
            />
            Choose all of {visibleText(name)}
          </label>
        ) : null}
        <span>{countOf(flows.length, "flow")}</span>
        {application ? <FileWord {...application} /> : null}
        {tiers === "" ? null : <span className="min-w-0 break-words">Tiers: {visibleText(tiers)}</span>}
      </div>
      <ul aria-label={`Flows of ${visibleText(name)}`}>
        {flows.map((flow) => (
          <FlowRow
            key={flow.id}
            estateId={estateId}
            at={at}
            flow={flow}
            changes={changes}
            isChosen={chosen.has(flow.id)}
            onChoose={(isChosen) => onChoose([flow.id], isChosen)}
            onEdit={() => onEdit(flow)}
          />
        ))}
      </ul>
    </Card>
  );
}

/** What the file of declared facts says of its importance, and which word stands. */
function FileWord({ fileCriticality, criticality }: Pick<ApplicationRow, "fileCriticality" | "criticality">) {
  if (fileCriticality === null) return null;
  return (
    <span>
      {fileCriticality === criticality
        ? "Declared in umbra.json"
        : `umbra.json says ${fileCriticality}, decided here: ${criticality}`}
    </span>
  );
}

/** Importance and name, as its owner gives them. */
function Owner({
  estateId,
  application,
  changes,
}: {
  readonly estateId: string;
  readonly application: ApplicationRow;
  readonly changes: ApplicationChanges;
}) {
  const [isNaming, setIsNaming] = useState(false);
  const { name, criticality } = application;
  return (
    <>
      <Select
        label={`Criticality of ${visibleText(name)}`}
        value={criticality}
        options={CRITICALITIES}
        onValueChange={(value) => {
          const next = CRITICALITIES.find((each) => each.value === value)?.value;
          if (next && next !== criticality)
            changes.change.mutate({ estateId, application: name, criticality: next });
        }}
      />
      <Button size="small" aria-label={`Rename ${visibleText(name)}`} onClick={() => setIsNaming(true)}>
        Rename…
      </Button>
      {isNaming ? (
        <NameDialog
          isOpen
          onOpenChange={setIsNaming}
          title="Rename the application"
          description="The name of another application makes the two one."
          name={name}
          action="Rename"
          isBusy={changes.isBusy}
          onDone={async (next) => {
            await changes.change.mutateAsync({ estateId, application: name, name: next });
          }}
        />
      ) : null}
    </>
  );
}

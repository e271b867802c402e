"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Misfit, ReportRecord } from "../../server/application/ports/report-store";
import { EndField } from "../path/end-field";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ElementLabel } from "../ui/element-label";
import { Labelled } from "../ui/labelled";
import { Prose } from "../ui/prose";
import { Select } from "../ui/select";
import { visibleText } from "../ui/visible-text";
import type { ReportChanges } from "./use-report-changes";

const ANYWHERE = "";
const VPC_COUNT = 200;

interface PlaceDialogProps {
  readonly estateId: string;
  readonly report: ReportRecord;
  readonly changes: ReportChanges;
  readonly onClose: () => void;
}

/** Says on which instances a report's findings stand, or in which VPC its addresses and names are looked up. */
export function PlaceDialog({ estateId, report, changes, onClose }: PlaceDialogProps) {
  const formId = useId();
  const vpcs = useVpcs(estateId);
  const [on, setOn] = useState(report.instanceIds);
  const [text, setText] = useState("");
  const [vpc, setVpc] = useState(report.vpcId ?? ANYWHERE);
  const [misfit, setMisfit] = useState<Misfit | null>(null);
  const add = (reference: string) => {
    const trimmed = reference.trim();
    if (trimmed !== "" && !on.includes(trimmed)) setOn([...on, trimmed]);
    setText("");
  };

  async function save(event: FormEvent) {
    event.preventDefault();
    const all = text.trim() === "" ? on : [...on, text.trim()];
    const place = { estateId, reportId: report.id, on: [...all], vpc: vpc === ANYWHERE ? null : vpc };
    // What goes wrong is told by a toast; the dialog stays as it is.
    const answer = await changes.place.mutateAsync(place).catch(() => undefined);
    if (answer?.kind === "placed") onClose();
    else setMisfit(answer ?? null);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Where the report stands"
      description={visibleText(report.name)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={changes.isBusy}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} className="flex flex-col gap-4">
        <EndField
          estateId={estateId}
          snapshotId={null}
          label="Instances that all of it is about"
          placeholder="Name, id or address of an instance"
          value={text}
          onValue={setText}
          onChoose={add}
        />
        {on.length === 0 ? (
          <p className="text-muted">None chosen: each finding stands where the report itself says.</p>
        ) : (
          <ul aria-label="Chosen instances" className="flex flex-wrap gap-1">
            {on.map((id) => (
              <li key={id} className="inline-flex items-center rounded border border-line bg-sunken pl-2">
                <span className="break-all font-mono text-[0.93em]">{visibleText(id)}</span>
                <button
                  type="button"
                  aria-label={`Take out ${id}`}
                  className="inline-flex size-6 items-center justify-center rounded hover:bg-hover"
                  onClick={() => setOn(on.filter((each) => each !== id))}
                >
                  <X aria-hidden="true" className="size-3.5" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Labelled label="VPC in which its addresses and names are looked up">
          <Select
            label="VPC"
            value={vpc}
            onValueChange={setVpc}
            options={[{ value: ANYWHERE, label: "Everywhere" }, ...vpcs]}
          />
        </Labelled>
        {misfit === null ? null : <MisfitNote misfit={misfit} onChoose={add} />}
      </form>
    </Dialog>
  );
}

function MisfitNote({
  misfit,
  onChoose,
}: {
  readonly misfit: Misfit;
  readonly onChoose: (id: string) => void;
}) {
  const instances = misfit.candidates.filter(({ kind }) => kind === "instance");
  return (
    <div role="alert" className="flex flex-col items-start gap-2">
      <p className="break-words text-lost-text">
        <Prose text={misfit.message} />
      </p>
      {instances.length === 0 ? null : (
        <ul aria-label="What may be meant" className="flex flex-col gap-1">
          {instances.map((element) => (
            <li key={element.id}>
              <Button size="small" onClick={() => onChoose(element.id)}>
                <ElementLabel element={element} hideKind />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useVpcs(estateId: string): readonly { readonly value: string; readonly label: string }[] {
  const trpc = useTRPC();
  const query = useQuery(trpc.resource.list.queryOptions({ estateId, kinds: ["vpc"], limit: VPC_COUNT }));
  return (query.data?.rows ?? []).map(({ element: { id, name } }) => ({
    value: id,
    label: name === undefined ? id : `${visibleText(name)} (${id})`,
  }));
}

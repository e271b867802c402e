"use client";

import { ArrowUpDown, Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { failureCode } from "../topology/failure-code";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { EndField } from "./end-field";
import { PathFailures } from "./path-failures";
import {
  addressOf,
  type DraftFaults,
  draftOf,
  failuresOf,
  faultsOf,
  hasPorts,
  isIcmp,
  type PathDraft,
  PROTOCOLS,
} from "./path-question";
import { FAMILIES, HORIZONS, type PathAddress, type SetPathAddress, VIEWS } from "./use-path-address";

interface PathFormProps {
  readonly estateId: string;
  readonly address: PathAddress;
  readonly setAddress: SetPathAddress;
  /** Told whether what stands in the fields differs from what was asked. */
  readonly onEdited: (isEdited: boolean) => void;
}

/** The question. Choices are asked at once, typed text when it is sent. */
export function PathForm({ estateId, address, setAddress, onEdited }: PathFormProps) {
  const asked = draftOf(address);
  const [draft, setDraft] = useState(asked);
  const askedText = JSON.stringify(asked);
  // Back, a link or a candidate puts another question: the fields follow.
  useEffect(() => setDraft(JSON.parse(askedText)), [askedText]);
  const isEdited = JSON.stringify(draft) !== askedText;
  useEffect(() => onEdited(isEdited), [isEdited, onEdited]);

  const faults = faultsOf(draft);
  const type = (field: keyof PathDraft) => (value: string) =>
    setDraft((before) => ({ ...before, [field]: value }));
  const put = (next: PathDraft) => {
    setDraft(next);
    if (Object.keys(faultsOf(next)).length === 0) void setAddress(addressOf(next));
  };
  return (
    <form
      aria-label="Question"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        put(draft);
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        {(["from", "to"] as const).map((side) => (
          <div key={side} className="min-w-56 flex-1">
            <EndField
              estateId={estateId}
              snapshotId={address.at}
              label={side === "from" ? "From" : "To"}
              value={draft[side]}
              onValue={type(side)}
              onChoose={(value) => put({ ...draft, [side]: value })}
            />
          </div>
        ))}
        <Button onClick={() => put({ ...draft, from: draft.to, to: draft.from })}>
          <ArrowUpDown aria-hidden="true" />
          Swap ends
        </Button>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <FlowFields draft={draft} faults={faults} type={type} put={put} />
        <Terms address={address} setAddress={setAddress} />
      </div>
      <PathFailures
        estateId={estateId}
        failures={failuresOf(address)}
        onFailures={(failures) => void setAddress({ fail: failures.map(failureCode) })}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={Object.keys(faults).length > 0}>
          <Search aria-hidden="true" />
          Ask
        </Button>
        {isEdited && asked.from !== "" ? (
          <p role="status" className="text-muted">
            Changed: press Enter to ask again.
          </p>
        ) : null}
      </div>
    </form>
  );
}

interface FlowFieldsProps {
  readonly draft: PathDraft;
  readonly faults: DraftFaults;
  readonly type: (field: keyof PathDraft) => (value: string) => void;
  readonly put: (draft: PathDraft) => void;
}

/** Protocol and what goes with it. */
function FlowFields({ draft, faults, type, put }: FlowFieldsProps) {
  const isListed = PROTOCOLS.includes(draft.protocol);
  const text = (field: "protocol" | "port" | "clientPorts" | "icmp", label: string, placeholder: string) => (
    <Field label={label} error={faults[field]}>
      {(attributes) => (
        <Input
          {...attributes}
          className="w-30"
          placeholder={placeholder}
          spellCheck={false}
          value={draft[field]}
          onChange={(event) => type(field)(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <>
      <Labelled label="Protocol">
        <Select
          label="Protocol"
          value={isListed ? draft.protocol : "other"}
          onValueChange={(protocol) => put({ ...draft, protocol: protocol === "other" ? "50" : protocol })}
          options={[
            ...PROTOCOLS.map((value) => ({ value, label: value.toUpperCase() })),
            { value: "other", label: "Other" },
          ]}
        />
      </Labelled>
      {isListed ? null : text("protocol", "Protocol number", "0 to 255")}
      {hasPorts(draft.protocol) ? text("port", "Port", "any, 443, 80-90") : null}
      {hasPorts(draft.protocol) ? text("clientPorts", "Client ports", "as usual") : null}
      {isIcmp(draft.protocol) ? text("icmp", "ICMP type and code", "echo, 8/0") : null}
    </>
  );
}

const FAMILY_WORDS = { 4: "IPv4", 6: "IPv6" };
const VIEW_WORDS = { observed: "As observed", configured: "As configured" };
const HORIZON_WORDS = {
  T0: "T0: at once",
  T1: "T1: after failover",
  T2: "T2: after replacement",
};

/** Family, whether the reply counts, what is taken for healthy, and how long after a failure. */
function Terms({ address, setAddress }: Pick<PathFormProps, "address" | "setAddress">) {
  return (
    <>
      <Labelled label="Family">
        <Select
          label="Family"
          value={address.family}
          onValueChange={(value) =>
            void setAddress({ family: FAMILIES.find((one) => one === value) ?? null })
          }
          options={FAMILIES.map((value) => ({ value, label: FAMILY_WORDS[value] }))}
        />
      </Labelled>
      <Labelled label="View">
        <Select
          label="View"
          value={address.view}
          onValueChange={(value) => void setAddress({ view: VIEWS.find((one) => one === value) ?? null })}
          options={VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] }))}
        />
      </Labelled>
      <Labelled label="Horizon">
        <Select
          label="Horizon"
          value={address.horizon}
          onValueChange={(value) =>
            void setAddress({ horizon: HORIZONS.find((one) => one === value) ?? null })
          }
          options={HORIZONS.map((value) => ({ value, label: HORIZON_WORDS[value] }))}
        />
      </Labelled>
      <label className="mt-6 flex h-8 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={address.oneWay}
          onChange={(event) => void setAddress({ oneWay: event.target.checked })}
        />
        One way: do not ask for the reply
      </label>
    </>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden="true" className="font-medium">
        {label}
      </span>
      {children}
    </div>
  );
}

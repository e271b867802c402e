"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowUpDown, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Element } from "../../server/engine/configuration";
import type { RuleList, RuleRow } from "../../server/engine/inspection";
import type { Failure } from "../../server/engine/semantics";
import { EndField } from "../path/end-field";
import { Followed } from "../path/followed";
import { hasPorts, parseRange } from "../path/path-question";
import { useTRPC } from "../trpc/client";
import { VerdictBadge } from "../ui/badge";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { RuleLists } from "./rule-lists";
import { useFlowAddress } from "./use-flow-address";

interface RulesTabProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly element: Element;
  /** The rules where no flow is asked about. */
  readonly rules: readonly RuleList[];
  /** What is supposed to have failed. */
  readonly failures: readonly Failure[];
  readonly render: (element: Element) => ReactNode;
  readonly renderActions?: ((list: RuleList, row: RuleRow) => ReactNode) | undefined;
}

/** The rules of a resource, and which of them decide about a flow that is named. */
export function RulesTab({ estateId, at, element, rules, failures, render, renderActions }: RulesTabProps) {
  const [flow, setFlow] = useFlowAddress();
  if (rules.length === 0)
    return (
      <div className="p-3">
        <RuleLists lists={rules} render={render} />
      </div>
    );
  const isAsked = flow.from !== "" || flow.to !== "";
  const choose = (side: "from" | "to", id: string) => void setFlow({ [side]: id });
  return (
    <div className="flex flex-col gap-4 p-3">
      <FlowFields key={element.id} estateId={estateId} at={at} element={element} />
      {isAsked ? (
        <Decided
          {...{ estateId, at, element, rules, failures, render, renderActions }}
          from={flow.from === "" ? element.id : flow.from}
          to={flow.to === "" ? element.id : flow.to}
          protocol={flow.protocol}
          port={flow.port}
          onChoose={choose}
        />
      ) : (
        <RuleLists lists={rules} render={render} renderActions={renderActions} />
      )}
    </div>
  );
}

interface DecidedProps extends RulesTabProps {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number | null;
  readonly onChoose: (side: "from" | "to", id: string) => void;
}

function Decided(props: DecidedProps) {
  const { estateId, at, element, rules, failures, render, renderActions, from, to, protocol, port } = props;
  const trpc = useTRPC();
  const query = useQuery(
    trpc.resource.decide.queryOptions(
      {
        estateId,
        ...(at === null ? {} : { snapshotId: at }),
        id: element.id,
        flow: {
          from,
          to,
          protocol,
          ...(hasPorts(protocol) && port !== null ? { ports: [port, port] as [number, number] } : {}),
          failures: [...failures],
        },
      },
      { placeholderData: keepPreviousData, retry: false, trpc: { abortOnUnmount: true } },
    ),
  );
  return (
    <Followed
      query={query}
      onChoose={props.onChoose}
      instead={<RuleLists lists={rules} render={render} renderActions={renderActions} />}
    >
      {(answer) => (
        <>
          <p role="status" className="flex flex-wrap items-center gap-2">
            <VerdictBadge verdict={answer.verdict} />
            {answer.rules.some(({ consulted }) => consulted)
              ? "The rules that decide are marked."
              : "This flow is not put to any rule here."}
          </p>
          <RuleLists lists={answer.rules} render={render} renderActions={renderActions} />
        </>
      )}
    </Followed>
  );
}

/** The flow to ask about; an empty end is the resource itself. Choices are asked at once, typed text with Enter. */
function FlowFields({ estateId, at, element }: Pick<RulesTabProps, "estateId" | "at" | "element">) {
  const [flow, setFlow] = useFlowAddress();
  const [ends, setEnds] = useState({ from: flow.from, to: flow.to });
  const put = (next: typeof ends) => {
    setEnds(next);
    void setFlow({ from: next.from.trim(), to: next.to.trim() });
  };
  return (
    <form
      aria-label="Which rule decides"
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        put(ends);
      }}
    >
      {(["from", "to"] as const).map((side) => (
        <div key={side} className="min-w-40 flex-1">
          <EndField
            estateId={estateId}
            snapshotId={at}
            label={side === "from" ? "Which rule decides, from" : "to"}
            placeholder={`${element.name ?? element.id}, this one`}
            value={ends[side]}
            onValue={(value) => setEnds({ ...ends, [side]: value })}
            onChoose={(value) => put({ ...ends, [side]: value })}
          />
        </div>
      ))}
      <Select
        label="Protocol"
        value={flow.protocol}
        onValueChange={(protocol) => void setFlow({ protocol })}
        options={["tcp", "udp", "icmp"].map((value) => ({ value, label: value.toUpperCase() }))}
      />
      {hasPorts(flow.protocol) ? (
        <Input
          aria-label="Port"
          inputMode="numeric"
          className="w-20"
          placeholder="any port"
          value={flow.port === null ? "" : String(flow.port)}
          onChange={(event) => void setFlow({ port: parseRange(event.target.value)?.[0] ?? null })}
        />
      ) : null}
      <Button
        variant="ghost"
        size="icon"
        aria-label="Swap ends"
        onClick={() => put({ from: ends.to, to: ends.from })}
      >
        <ArrowUpDown aria-hidden="true" />
      </Button>
      {flow.from === "" && flow.to === "" ? (
        <Button type="submit">Ask</Button>
      ) : (
        <Button onClick={() => put({ from: "", to: "" })}>
          <X aria-hidden="true" />
          All rules
        </Button>
      )}
    </form>
  );
}

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useDeferredValue, useId } from "react";
import type { Trace } from "../../server/engine/semantics";
import type { TopologyRow } from "../../server/engine/topology";
import { BlockerSets } from "../path/blocker-sets";
import { Followed } from "../path/followed";
import { useTRPC } from "../trpc/client";
import { VerdictBadge } from "../ui/badge";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { classNames } from "../ui/class-names";
import { CopyButton } from "../ui/copy-button";
import { ElementLabel } from "../ui/element-label";
import { HopList } from "../ui/hop-list";
import { Input } from "../ui/input";
import { traceMarkdown } from "../ui/markdown";
import { Prose } from "../ui/prose";
import { Rule } from "../ui/rule";
import { Select } from "../ui/select";
import { ASSUMPTION_WORDS, REASON_WORDS } from "../ui/verdict-words";
import type { Topology } from "./use-topology";

const MAX_PORT = 65_535;

/** "Can it reach ...": the verdict with every hop, as it is typed. Under a simulation the answer is the simulated one. */
export function Connectivity({ topology, row }: { readonly topology: Topology; readonly row: TopologyRow }) {
  const id = useId();
  const { address, setAddress } = topology;
  const from = address.from === "" ? (row.element?.id ?? "") : address.from;
  const asked = {
    from,
    to: address.to.trim(),
    protocol: address.protocol,
    port: hasPort(address.protocol) ? (address.port ?? 443) : undefined,
  };
  return (
    <div className="flex flex-col gap-3 p-3">
      <form className="grid grid-cols-2 gap-2" onSubmit={(event) => event.preventDefault()}>
        <Field label="From" htmlFor={`${id}-from`} wide>
          <Input
            id={`${id}-from`}
            value={address.from}
            placeholder={row.label}
            spellCheck={false}
            onChange={(event) => void setAddress({ from: event.target.value || null })}
          />
        </Field>
        <Field label="Can reach (name, id, IP, CIDR, internet)" htmlFor={`${id}-to`} wide>
          <Input
            id={`${id}-to`}
            value={address.to}
            placeholder="internet"
            spellCheck={false}
            onChange={(event) => void setAddress({ to: event.target.value || null })}
          />
        </Field>
        <div className="flex flex-col gap-0.5">
          <span aria-hidden="true" className="text-muted text-xs">
            Protocol
          </span>
          <Select
            label="Protocol"
            value={address.protocol}
            onValueChange={(protocol) => void setAddress({ protocol })}
            options={[
              { value: "tcp", label: "TCP" },
              { value: "udp", label: "UDP" },
              { value: "icmp", label: "ICMP" },
            ]}
          />
        </div>
        <Field label="Port" htmlFor={`${id}-port`}>
          <Input
            id={`${id}-port`}
            inputMode="numeric"
            disabled={!hasPort(address.protocol)}
            value={hasPort(address.protocol) ? String(address.port ?? 443) : ""}
            onChange={(event) => void setAddress({ port: portOf(event.target.value) })}
          />
        </Field>
      </form>
      {asked.to === "" ? (
        <div className="flex flex-col items-start gap-2 text-muted">
          <p>Name a destination to see whether it is reachable, and which rule decides.</p>
          <Button size="small" onClick={() => void setAddress({ to: "internet" })}>
            Ask for the internet
          </Button>
        </div>
      ) : (
        <Answer topology={topology} asked={asked} />
      )}
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly htmlFor: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

function Field({ label, htmlFor, wide = false, children }: FieldProps) {
  return (
    <div className={classNames("flex flex-col gap-0.5", wide && "col-span-2")}>
      <label htmlFor={htmlFor} className="text-muted text-xs">
        {label}
      </label>
      {children}
    </div>
  );
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number | undefined;
}

function Answer({ topology, asked }: { readonly topology: Topology; readonly asked: Asked }) {
  const trpc = useTRPC();
  const put = useDeferredValue(asked);
  const { at } = topology.address;
  const { failures } = topology.simulation;
  const query = useQuery(
    trpc.trace.ask.queryOptions(
      {
        estateId: topology.estateId,
        from: put.from,
        to: put.to,
        protocol: put.protocol,
        ...(put.port === undefined ? {} : { ports: [put.port, put.port] as [number, number] }),
        failures: [...failures],
        ...(at === null ? {} : { snapshotId: at }),
      },
      {
        enabled: put.from !== "",
        placeholderData: keepPreviousData,
        retry: false,
        trpc: { abortOnUnmount: true },
      },
    ),
  );
  return (
    <Followed query={query} onChoose={(side, id) => void topology.setAddress({ [side]: id })}>
      {(answer) => <Verdict topology={topology} asked={put} trace={answer.trace} />}
    </Followed>
  );
}

function Verdict({
  topology,
  asked,
  trace,
}: {
  readonly topology: Topology;
  readonly asked: Asked;
  readonly trace: Trace;
}) {
  const onSelect = (element: { readonly id: string }) => {
    const row = topology.rowOf(element.id);
    if (row !== null) topology.select(row);
  };
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <div className="flex flex-wrap items-center gap-2">
        <VerdictBadge verdict={trace.verdict} />
        {topology.simulation.failures.length > 0 ? (
          <span className="text-simulated-text">under the simulated failure</span>
        ) : null}
        <span className="flex-1" />
        <Link href={pathHref(topology, asked)} className={buttonLook("secondary", "small")}>
          Open in Paths
        </Link>
        <CopyButton label="Copy as Markdown" text={() => traceMarkdown(asked, trace, window.location.href)} />
      </div>
      {trace.at === null ? null : (
        <p>
          Stops at <ElementLabel element={trace.at} />
          {trace.reason === null ? null : <> because {REASON_WORDS[trace.reason]}</>}
          {trace.at.rule === undefined ? null : (
            <span className="text-muted">
              {" "}
              (<Rule text={trace.at.rule} max={120} />)
            </span>
          )}
        </p>
      )}
      {trace.missing.map((missing) => (
        <p key={missing} className="text-muted">
          Not known: <Prose text={missing} />
        </p>
      ))}
      {trace.forward.length === 0 ? null : (
        <HopList label="Forward" hops={trace.forward} onSelect={onSelect} />
      )}
      {trace.return.length === 0 ? null : (
        <details>
          <summary className="min-h-6 font-medium">Return path, {trace.return.length} hops</summary>
          <HopList label="Return" hops={trace.return} onSelect={onSelect} />
        </details>
      )}
      <BlockerSets blockers={trace.blockers} limit={trace.blockersLimit} />
      {trace.assumptions.length === 0 ? null : (
        <p className="text-muted text-xs">
          Assumed: {trace.assumptions.map((one) => ASSUMPTION_WORDS[one]).join("; ")}
        </p>
      )}
    </div>
  );
}

/** The page of paths with the same question. */
function pathHref({ estateId, address }: Topology, { from, to, protocol, port }: Asked): string {
  const params = new URLSearchParams({ estate: estateId, from, to, protocol });
  if (port !== undefined) params.set("port", String(port));
  if (address.at !== null) params.set("at", address.at);
  if (address.fail.length > 0) params.set("fail", address.fail.join(","));
  return `/paths?${params}`;
}

function hasPort(protocol: string): boolean {
  return protocol === "tcp" || protocol === "udp";
}

function portOf(text: string): number | null {
  const port = Number.parseInt(text, 10);
  return Number.isInteger(port) && port >= 0 && port <= MAX_PORT ? port : null;
}

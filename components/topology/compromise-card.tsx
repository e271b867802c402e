"use client";

import { useEffect, useRef } from "react";
import { BreachImpact } from "../scenario/breach-impact";
import { breachMarkdown } from "../scenario/breach-markdown";
import { ScenarioActions } from "../scenario/scenario-actions";
import { announce } from "../ui/announcer";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { countOf } from "../ui/count";
import { Select } from "../ui/select";
import { visibleText } from "../ui/visible-text";
import { Elapsed, ElapsedTime } from "./elapsed";
import { SimulationFrame } from "./simulation-frame";
import type { Topology } from "./use-topology";

type Answer = NonNullable<Topology["compromise"]["query"]["data"]>;

/** Which host is taken to be compromised and what comes of it: the time that passes and a way to stop, then the result. */
export function CompromiseCard({ topology }: { readonly topology: Topology }) {
  const { compromise } = topology;
  const { asked, query, reset, cancel } = compromise;
  useAnnounced(query.data?.sentence);
  if (asked === undefined) return null;
  const title = `compromise of ${asked.starts.map(({ from }) => visibleText(topology.rowOf(from)?.element?.name ?? from)).join(" and ")}`;
  return (
    <SimulationFrame
      label="Simulated attack"
      title={`Simulating ${title}`}
      aside={
        <>
          {query.isPending ? <Elapsed key={title} /> : null}
          {query.data === undefined ? null : <ElapsedTime elapsedMs={query.data.elapsedMs} />}
          <LevelChoice topology={topology} />
        </>
      }
      actions={
        query.data === undefined ? null : (
          <ScenarioActions
            key={JSON.stringify(asked)}
            estateId={topology.estateId}
            snapshotId={topology.address.at}
            title={title}
            kind="breach"
            request={{ ...asked }}
          />
        )
      }
      query={query}
      onCancel={cancel}
      onReset={reset}
    >
      {query.data === undefined ? null : <Result topology={topology} answer={query.data} />}
    </SimulationFrame>
  );
}

function Result({ topology, answer }: { readonly topology: Topology; readonly answer: Answer }) {
  return (
    <div className="flex min-h-0 flex-col">
      <p className="px-3 font-medium text-base" data-testid="compromise-sentence">
        {visibleText(answer.sentence)}
      </p>
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <Counts answer={answer} />
        <span className="flex-1" />
        <SupposeBugs topology={topology} answer={answer} />
        <CopyButton label="Copy as Markdown" text={() => breachMarkdown(answer, window.location.href)} />
      </div>
      {/* Scrolled by keys too, which asks for a name and a place in the order. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys */}
      <section aria-label="What the attack comes to" tabIndex={0} className="min-h-0 overflow-auto px-3 pb-3">
        <BreachImpact result={answer} />
      </section>
    </div>
  );
}

function Counts({ answer: { blastRadius, undecided, findings } }: { readonly answer: Answer }) {
  const { hostCount, storeCount, roleCount } = blastRadius;
  const latent = findings.filter(({ standing }) => standing === "latent").length;
  return (
    <>
      {hostCount > 0 ? <Badge tone="lost">{countOf(hostCount, "host")} fall</Badge> : null}
      {storeCount > 0 ? <Badge tone="lost">{countOf(storeCount, "store")} at risk</Badge> : null}
      {roleCount > 0 ? <Badge tone="lost">{countOf(roleCount, "role")} taken</Badge> : null}
      {undecided.length > 0 ? <Badge tone="undecided">{undecided.length} undecided</Badge> : null}
      {latent > 0 ? <Badge>{countOf(latent, "latent vulnerability", "latent vulnerabilities")}</Badge> : null}
    </>
  );
}

/** What the attacker has of the host. */
function LevelChoice({ topology }: { readonly topology: Topology }) {
  const { address, setAddress } = topology;
  return (
    <Select
      label="What the attacker has"
      value={address.level}
      onValueChange={(next) => void setAddress({ level: next === "user" ? "user" : "root" })}
      options={[
        { value: "root", label: "as root" },
        { value: "user", label: "as a user" },
      ]}
    />
  );
}

/** Where nothing is known to be weak: what if the resource selected on the map had a bug? */
function SupposeBugs({ topology, answer }: { readonly topology: Topology; readonly answer: Answer }) {
  const { selected, address, compromise } = topology;
  const element = selected?.element;
  const isPossible =
    element !== undefined &&
    element !== null &&
    BUG_KINDS.has(element.kind) &&
    !address.attack.includes(element.id) &&
    !address.bug.includes(element.id);
  if (element === undefined || element === null)
    return <span className="text-muted">Select a host or a store to suppose a bug in it.</span>;
  if (!isPossible || answer.compromised.some((each) => each.element.id === element.id)) return null;
  const name = visibleText(element.name ?? element.id);
  return (
    <Button
      size="small"
      onClick={() =>
        compromise.start(address.attack[0] ?? "", {
          level: address.level,
          bug: [...address.bug, element.id],
        })
      }
    >
      Suppose a bug in {name}
    </Button>
  );
}

const BUG_KINDS: ReadonlySet<string> = new Set([
  "instance",
  "networkInterface",
  "dataStore",
  "databaseInstance",
]);

function useAnnounced(sentence: string | undefined) {
  const said = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (sentence !== undefined && said.current !== sentence) announce(sentence);
    said.current = sentence;
  }, [sentence]);
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, X } from "lucide-react";
import { useEffect } from "react";
import type { TopologyRow } from "../../server/engine/topology";
import { RawJson } from "../resource/raw-json";
import { RulesTab } from "../resource/rules-tab";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { Name } from "../ui/name";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { TabPanel, Tabs } from "../ui/tabs";
import { Connectivity } from "./connectivity";
import type { MenuRequest } from "./context-menu";
import { ElementButton } from "./element-button";
import { KindIcon } from "./kind-icons";
import { PanelSummary } from "./panel-summary";
import { foundSentence, placeWord } from "./row-words";
import { RuleActions } from "./rule-actions";
import type { Topology } from "./use-topology";
import { PANEL_TABS } from "./use-topology-address";

interface SidePanelProps {
  readonly topology: Topology;
  readonly row: TopologyRow;
  readonly onMenu: (request: MenuRequest) => void;
}

/** One resource: what it is, whom it reaches, which rules apply to it, and its configuration. */
export function SidePanel({ topology, row, onMenu }: SidePanelProps) {
  const { address, setAddress, select } = topology;
  return (
    <section aria-label="Details" className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex items-start gap-2 px-3 pt-3 pb-1">
        <KindIcon kind={row.kind} className="mt-1 size-4 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-lg leading-6">
            <Name text={row.label} max={60} />
          </h2>
          <p className="text-muted">
            {placeWord(row.kind)}
            {row.element === null || row.element.id === row.label ? null : (
              <>
                {" "}
                <Name text={row.element.id} mono max={40} />
              </>
            )}
          </p>
        </div>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Menu of ${row.label}`}
          aria-haspopup="menu"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            onMenu({ row, at: { x: box.left, y: box.bottom } });
          }}
        >
          <Ellipsis aria-hidden="true" />
        </Button>
        <Button variant="ghost" size="icon" aria-label="Close details" onClick={() => select(null)}>
          <X aria-hidden="true" />
        </Button>
      </div>
      {row.element === null ? (
        <GroupSummary row={row} onOpen={() => topology.toggle(row)} />
      ) : (
        <Tabs
          label="Details"
          value={address.tab}
          onValueChange={(tab) => void setAddress({ tab: PANEL_TABS.find((one) => one === tab) ?? null })}
          tabs={[
            { value: "summary", label: "Summary" },
            { value: "connectivity", label: "Connectivity" },
            { value: "rules", label: "Rules" },
            { value: "raw", label: "Raw" },
          ]}
        >
          <ResourceTabs topology={topology} row={row} elementId={row.element.id} />
        </Tabs>
      )}
    </section>
  );
}

function ResourceTabs({
  topology,
  row,
  elementId,
}: {
  readonly topology: Topology;
  readonly row: TopologyRow;
  readonly elementId: string;
}) {
  const trpc = useTRPC();
  const { at } = topology.address;
  const query = useQuery(
    trpc.resource.read.queryOptions({
      estateId: topology.estateId,
      id: elementId,
      ...(at === null ? {} : { snapshotId: at }),
    }),
  );
  useTitle(row.label);
  const found = query.data
    ? foundSentence(row, topology.view?.rows ?? [], query.data.neighbourCount)
    : undefined;
  useEffect(() => {
    if (found !== undefined) announce(found);
  }, [found]);
  const waiting = query.isPending ? (
    <PanelLoading label="Loading the resource" />
  ) : query.isError ? (
    <PanelError
      title="The resource could not be loaded"
      error={query.error}
      onRetry={() => query.refetch()}
    />
  ) : null;
  return (
    <>
      <TabPanel value="summary">
        {waiting ??
          (query.data ? <PanelSummary topology={topology} row={row} resource={query.data} /> : null)}
      </TabPanel>
      <TabPanel value="connectivity">
        <Connectivity topology={topology} row={row} />
      </TabPanel>
      <TabPanel value="rules">
        {waiting ??
          (query.data ? (
            <RulesTab
              estateId={topology.estateId}
              at={at}
              element={query.data.element}
              rules={query.data.rules}
              failures={topology.simulation.failures}
              render={(element) => <ElementButton topology={topology} element={element} />}
              renderActions={(list, rule) => <RuleActions topology={topology} list={list} row={rule} />}
            />
          ) : null)}
      </TabPanel>
      <TabPanel value="raw">{waiting ?? (query.data ? <RawJson text={query.data.raw} /> : null)}</TabPanel>
    </>
  );
}

function GroupSummary({ row, onOpen }: { readonly row: TopologyRow; readonly onOpen: () => void }) {
  return (
    <div className="flex flex-col items-start gap-2 p-3">
      <p>
        {row.detail}. {row.kind === "tier" ? "No flow could tell them apart but by address." : null}
      </p>
      {row.expandable ? (
        <Button size="small" onClick={onOpen}>
          {row.expanded ? "Collapse" : "Expand"}
        </Button>
      ) : null}
    </div>
  );
}

function useTitle(name: string) {
  useEffect(() => {
    const before = document.title;
    document.title = `${name} - Topology - Umbra`;
    return () => {
      document.title = before;
    };
  }, [name]);
}

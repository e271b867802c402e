"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Suspense, useEffect } from "react";
import { PastBanner } from "../history/past-banner";
import { SnapshotInViewPicker } from "../history/snapshot-picker";
import { EstateGate } from "../shell/estate-gate";
import { isNotFound, useTRPC } from "../trpc/client";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { TabPanel, Tabs } from "../ui/tabs";
import { visibleText } from "../ui/visible-text";
import { NoResource } from "./no-resource";
import { RawJson } from "./raw-json";
import type { ResourceAnswer } from "./resource-answer";
import { ResourceFlows } from "./resource-flows";
import { ResourceHeader } from "./resource-header";
import { ResourceHistory } from "./resource-history";
import { ResourceLink } from "./resource-link";
import { ResourceOverview } from "./resource-overview";
import { RulesTab } from "./rules-tab";

const TABS = ["overview", "rules", "flows", "history", "raw"] as const;

/** Everything about one resource of one snapshot. */
export function ResourcePage({ resourceId }: { readonly resourceId: string }) {
  return (
    <Suspense fallback={<PanelLoading label="Loading the page" rowCount={8} />}>
      <EstateGate>
        {(estateId) => <Page key={`${estateId} ${resourceId}`} estateId={estateId} resourceId={resourceId} />}
      </EstateGate>
    </Suspense>
  );
}

function Page({ estateId, resourceId }: { readonly estateId: string; readonly resourceId: string }) {
  const trpc = useTRPC();
  const [{ at, tab }, setAddress] = useQueryStates(
    { at: parseAsString, tab: parseAsStringLiteral(TABS).withDefault("overview") },
    { history: "push" },
  );
  const query = useQuery(
    trpc.resource.read.queryOptions({
      estateId,
      id: resourceId,
      ...(at === null ? {} : { snapshotId: at }),
    }),
  );
  const name = query.data?.element.name ?? resourceId;
  useEffect(() => {
    document.title = `${visibleText(name)} - Resources - Umbra`;
  }, [name]);
  const goTo = (next: string | null) => void setAddress({ at: next });
  return (
    <div className="flex min-h-full flex-col">
      <PastBanner estateId={estateId} at={at} onLive={() => goTo(null)} />
      <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-4 p-4 wide:p-5">
        {query.isPending ? <PanelLoading label="Loading the resource" rowCount={8} /> : null}
        {query.isError ? (
          isNotFound(query.error) ? (
            <NoResource estateId={estateId} at={at} resourceId={resourceId} onLive={() => goTo(null)} />
          ) : (
            <PanelError
              title="The resource could not be loaded"
              error={query.error}
              onRetry={() => query.refetch()}
            />
          )
        ) : null}
        {query.data === undefined ? null : (
          <>
            <ResourceHeader estateId={estateId} at={at} element={query.data.element}>
              <SnapshotInViewPicker estateId={estateId} at={at} onChoose={goTo} />
            </ResourceHeader>
            <div className="flex flex-col rounded-lg border border-line bg-surface">
              <Tabs
                label="Resource"
                value={tab}
                onValueChange={(next) => void setAddress({ tab: TABS.find((one) => one === next) ?? null })}
                tabs={tabsOf(query.data)}
              >
                <PanelBoundary key={tab} name="This tab">
                  <Panels estateId={estateId} at={at} resource={query.data} />
                </PanelBoundary>
              </Tabs>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function tabsOf({ flows }: ResourceAnswer) {
  return [
    { value: "overview", label: "Overview" },
    { value: "rules", label: "Rules" },
    { value: "flows", label: `Flows ${flows.length}` },
    { value: "history", label: "History" },
    { value: "raw", label: "Raw" },
  ];
}

interface PanelsProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly resource: ResourceAnswer;
}

function Panels({ estateId, at, resource }: PanelsProps) {
  return (
    <>
      <TabPanel value="overview">
        <ResourceOverview estateId={estateId} at={at} resource={resource} />
      </TabPanel>
      <TabPanel value="rules">
        <RulesTab
          estateId={estateId}
          at={at}
          element={resource.element}
          rules={resource.rules}
          failures={[]}
          render={(element) => <ResourceLink estateId={estateId} at={at} element={element} />}
        />
      </TabPanel>
      <TabPanel value="flows">
        <ResourceFlows estateId={estateId} at={at} resource={resource} />
      </TabPanel>
      <TabPanel value="history">
        <ResourceHistory estateId={estateId} at={at} element={resource.element} />
      </TabPanel>
      <TabPanel value="raw">
        <RawJson text={resource.raw} />
      </TabPanel>
    </>
  );
}

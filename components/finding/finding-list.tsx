"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { FindingState, FindingsAnswer } from "../../server/application/ports/finding-answers";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { FacetButtons } from "../ui/facet-buttons";
import { Input } from "../ui/input";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { TabPanel, Tabs } from "../ui/tabs";
import { FindingTable, PAGE_LENGTH } from "./finding-table";
import { BAND_WORDS, BANDS, STATE_WORDS } from "./finding-words";
import { type FindingAddress, findingQuestion, STATES, useFindingAddress } from "./use-finding-address";

/** Every finding in one of three lists, filtered and sorted; the lists add up to what the reports hold. */
export function FindingList({ estateId }: { readonly estateId: string }) {
  const trpc = useTRPC();
  const view = useFindingAddress();
  const { address, choose } = view;
  const question = findingQuestion(estateId, address);
  // The first part says how many there are; the table asks for the others as they come into sight.
  const query = useQuery(
    trpc.finding.list.queryOptions(
      { ...question, offset: 0, limit: PAGE_LENGTH },
      { placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  const list = query.data;
  return (
    <Card
      title="Findings"
      aside={
        <p role="status" className="text-muted">
          {list === undefined ? "" : sumText(list.counts)}
        </p>
      }
      flush
    >
      <Tabs
        label="What became of findings"
        value={address.state}
        onValueChange={(next) =>
          choose({ state: STATES.find((state) => state === next) ?? null, band: null, kev: null })
        }
        tabs={STATES.map((state) => ({
          value: state,
          label: `${STATE_WORDS[state]} ${list === undefined ? "" : list.counts[state].toLocaleString("en")}`,
        }))}
      >
        <TabPanel key={address.state} value={address.state}>
          <Filters view={view} list={list} />
          {query.isPending ? <PanelLoading label="Placing the findings" rowCount={8} /> : null}
          {query.isError ? (
            <PanelError
              title="The findings could not be loaded"
              error={query.error}
              onRetry={() => query.refetch()}
            />
          ) : null}
          {list === undefined || query.isError ? null : list.matchCount > 0 ? (
            <FindingTable
              key={JSON.stringify(question)}
              estateId={estateId}
              view={view}
              question={question}
              matchCount={list.matchCount}
              isStale={query.isPlaceholderData}
            />
          ) : (
            <Empty view={view} counts={list.counts} />
          )}
        </TabPanel>
      </Tabs>
    </Card>
  );
}

function Filters({
  view,
  list,
}: {
  readonly view: FindingAddress;
  readonly list: FindingsAnswer | undefined;
}) {
  const { address, choose, type } = view;
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-2">
      <Input
        type="search"
        aria-label="Search findings"
        placeholder="CVE, component, instance, report"
        className="w-full max-w-72"
        maxLength={256}
        spellCheck={false}
        // Not controlled by the address, which lags behind typing.
        key={address.q === "" ? "empty" : "asked"}
        defaultValue={address.q}
        onChange={(event) => type(event.target.value)}
      />
      <FacetButtons
        label="Severity"
        values={BANDS}
        words={(band) => BAND_WORDS[band]}
        chosen={address.band}
        counts={list?.bands.map(({ band, count }) => ({ value: band, count }))}
        onChoose={(band) => choose({ band: band.length === 0 ? null : band })}
      />
      <FacetButtons
        label="Exploited"
        values={["kev"]}
        words={() => "Known exploited"}
        chosen={address.kev ? ["kev"] : []}
        counts={list && [{ value: "kev", count: list.knownExploitedCount }]}
        onChoose={(chosen) => choose({ kev: chosen.length > 0 ? true : null })}
      />
      {list === undefined ? null : (
        <p role="status" className="text-muted">
          {list.matchCount.toLocaleString("en")} of {list.counts[address.state].toLocaleString("en")} shown
        </p>
      )}
    </div>
  );
}

const NONE: Readonly<Record<FindingState, readonly [title: string, why: string]>> = {
  placed: [
    "No finding stands on an instance",
    "What is not placed takes part in no analysis. Look at the reasons under “Not placed”, and say where those reports stand.",
  ],
  notPlaced: ["Every open finding stands on an instance", "Nothing is left out for want of a place."],
  settled: [
    "Nothing is excluded",
    "No finding is closed or suppressed at its scanner, or settled by a VEX statement.",
  ],
};

function Empty({
  view,
  counts,
}: {
  readonly view: FindingAddress;
  readonly counts: FindingsAnswer["counts"];
}) {
  const { state } = view.address;
  if (counts.total === 0)
    return (
      <PanelEmpty title="The reports hold no findings">
        <p>Their scanners named no vulnerability in what they looked at.</p>
      </PanelEmpty>
    );
  if (counts[state] > 0 && view.isFiltered)
    return (
      <PanelEmpty title="Nothing matches the filters">
        <p>{countOf(counts[state], "finding")} in this list, none of them answers this search.</p>
        <Button onClick={view.clear}>Clear filters</Button>
      </PanelEmpty>
    );
  const [title, why] = NONE[state];
  return (
    <PanelEmpty title={title}>
      <p className="max-w-prose">{why}</p>
    </PanelEmpty>
  );
}

function sumText({ total, placed, notPlaced, settled }: FindingsAnswer["counts"]): string {
  const words = [placed, notPlaced, settled].map((count) => count.toLocaleString("en"));
  return `${countOf(total, "finding")} = ${words[0]} placed + ${words[1]} not placed + ${words[2]} excluded`;
}

"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import type { LoadAnswer } from "../../server/application/ports/load-answers";
import { Card } from "../ui/card";
import { LINE_STYLES } from "../ui/line-styles";
import { PanelLoading } from "../ui/panel-state";
import { DataTable } from "./data-table";
import { figure, percent, rowText } from "./load-words";
import type { LoadAddress } from "./use-load-address";

const LineChart = dynamic(() => import("../ui/line-chart").then(({ LineChart }) => LineChart), {
  ssr: false,
  loading: () => <PanelLoading label="Loading the chart" rowCount={5} />,
});

/** How the worst limits fill up as traffic grows, drawn and as a table of the same numbers. */
export function LoadChart({
  answer,
  address,
}: {
  readonly answer: LoadAnswer;
  readonly address: LoadAddress;
}) {
  const { factors, lines, firstToSaturate: first } = answer;
  const { threshold } = address;
  const at = first === null ? -1 : factors.indexOf(first.growthFactor);
  const bound = lines.find(({ row }) => row.key === first?.row.key)?.ratios[at];
  const binds = first === null || bound === undefined ? null : { x: first.growthFactor, y: bound };
  const chart = useMemo(
    () => ({ x: [...factors], lines: lines.map(({ ratios }) => [...ratios]) }),
    [factors, lines],
  );
  return (
    <Card title="How the fullest limits fill up">
      <div className="grid gap-4 wide:grid-cols-2">
        <LineChart
          label={`Share of each limit used, from 1 to ${figure(factors.at(-1) ?? 1)} times the traffic. The table beside it has the same numbers.`}
          x={chart.x}
          lines={chart.lines}
          threshold={threshold}
          mark={binds}
          xText={(value) => `${figure(value)}×`}
          yText={(value) => `${Math.round(value * 100)} %`}
        />
        <div className="min-w-0 overflow-x-auto">
          <DataTable
            caption="Share of each limit used, by growth factor"
            head={[
              "Times",
              ...lines.map(({ row }, position) => (
                <span key={row.key} className="flex flex-col gap-1">
                  <LineSample position={position} />
                  {rowText(row)}
                </span>
              )),
            ]}
            rows={factors.map((factor, position) => ({
              key: String(factor),
              cells: [
                `${figure(factor)}×${position === at ? " binds" : ""}${factor === address.growth ? " chosen" : ""}`,
                ...lines.map(({ ratios }) => percent(ratios[position] ?? 0)),
              ],
            }))}
          />
        </div>
      </div>
      <p className="mt-2 text-muted text-xs">
        Dashed level line: what counts as full ({percent(threshold)}). Solid level line: all of the limit.
        {binds === null ? "" : " Ring: where the first limit binds."}
      </p>
    </Card>
  );
}

/** A line as the chart draws it: lines differ by stroke as well as colour. */
function LineSample({ position }: { readonly position: number }) {
  const style = LINE_STYLES[position % LINE_STYLES.length];
  return (
    <svg aria-hidden="true" width="40" height="6" className="shrink-0">
      <line
        x1="0"
        x2="40"
        y1="3"
        y2="3"
        strokeWidth={style?.width}
        stroke={`var(--color-${style?.color})`}
        strokeDasharray={style?.dash.join(" ")}
      />
    </svg>
  );
}

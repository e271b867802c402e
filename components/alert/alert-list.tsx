"use client";

import { useSearchParams } from "next/navigation";
import type { KeyboardEvent } from "react";
import { Button } from "../ui/button";
import { PanelEmpty } from "../ui/panel-state";
import type { AlertFilters } from "./alert-filters";
import { type AlertRootData, AlertRow, type AlertRowData } from "./alert-row";
import { NoAlerts } from "./no-alerts";

interface AlertListProps {
  readonly estateId: string;
  readonly alerts: readonly AlertRootData[];
  readonly filters: AlertFilters;
}

/** The list, or why it is empty: filtered out, not yet analyzed, or none as far as the analysis reached. */
export function AlertList({ estateId, alerts, filters }: AlertListProps) {
  const params = useSearchParams();
  const { sel, status } = filters.filters;
  if (alerts.length === 0 && filters.isFiltered) {
    return (
      <PanelEmpty title="No alert matches these filters">
        <Button size="small" onClick={filters.clear}>
          Clear filters
        </Button>
      </PanelEmpty>
    );
  }
  if (alerts.length === 0) return <NoAlerts estateId={estateId} status={status} />;
  return (
    <ol aria-label="Alerts, worst first" className="flex flex-col" onKeyDown={moveFocus}>
      {alerts.map((alert) => (
        <AlertRow key={alert.id} {...rowOf(alert, params, sel)}>
          {alert.children.length === 0 ? null : (
            <ol aria-label="Of the same change" className="ml-6 border-line border-t border-l">
              {alert.children.map((child) => (
                <AlertRow key={child.id} {...rowOf(child, params, sel)} />
              ))}
            </ol>
          )}
        </AlertRow>
      ))}
    </ol>
  );
}

function rowOf(alert: AlertRowData, params: URLSearchParams, sel: string | null) {
  const next = new URLSearchParams(params);
  next.set("sel", alert.id);
  return { alert, href: `/alerts?${next}`, isSelected: alert.id === sel, isScrollKept: true };
}

/** Up, down and `j`, `k` go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const step = STEPS.get(event.key);
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = Array.from(event.currentTarget.querySelectorAll("a"));
  const focusedIndex = links.findIndex((link) => link.contains(document.activeElement));
  const next = links[focusedIndex + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

const STEPS = new Map([
  ["ArrowDown", 1],
  ["j", 1],
  ["ArrowUp", -1],
  ["k", -1],
]);

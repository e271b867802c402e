"use client";

import { PanelBoundary } from "../ui/panel-boundary";
import { CollectScript } from "./collect-script";
import { ImportCard } from "./import-card";
import { SampleCard } from "./sample-card";

/** Two ways in: the sample, or one's own configuration. Below, the script that collects it. */
export function Welcome() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 p-4 wide:p-6">
      <div className="max-w-prose">
        <h1 className="font-semibold text-xl tracking-tight">See what breaks before it does</h1>
        <p className="mt-1 text-base text-muted">
          Umbra keeps a shadow of your network, made from configuration alone, and rehearses failures on it.
          It sees no traffic, has no right to change anything, and what you drop here stays on this machine.
        </p>
      </div>
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <SampleCard />
        <PanelBoundary name="The import">
          <ImportCard />
        </PanelBoundary>
      </div>
      <PanelBoundary name="The collection script">
        <CollectScript />
      </PanelBoundary>
    </div>
  );
}

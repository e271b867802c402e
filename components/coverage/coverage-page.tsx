"use client";

import Link from "next/link";
import { EstateGate } from "../shell/estate-gate";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { GapCards } from "./gap-cards";
import { KindCoverage } from "./kind-coverage";
import { UndecidedCard } from "./undecided-card";
import { useFidelity } from "./use-fidelity";

/** How far the shadow is the network: what is known, what is not, what that weakens and what would settle it. */
export function CoveragePage() {
  return <EstateGate>{(estateId) => <Coverage key={estateId} estateId={estateId} />}</EstateGate>;
}

function Coverage({ estateId }: { readonly estateId: string }) {
  const query = useFidelity(estateId);
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-3 p-4">
      <div>
        <h1 className="font-semibold text-lg">Coverage</h1>
        <p className="max-w-prose text-muted">
          How far the shadow is the network: what was read and modeled, what was not, which answers that
          weakens, and what would settle it. Every diagnostic stands in the{" "}
          <Link href={`/?estate=${encodeURIComponent(estateId)}#report`} className="text-accent underline">
            import report
          </Link>
          .
        </p>
      </div>
      {query.isPending ? <PanelLoading label="Loading the coverage" rowCount={8} /> : null}
      {query.isError ? (
        <PanelError
          title="The coverage could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data === undefined ? null : (
        <>
          <UndecidedCard undecided={query.data.undecided} />
          <GapCards gaps={query.data.gaps} />
          <KindCoverage kinds={query.data.kinds} />
        </>
      )}
    </div>
  );
}

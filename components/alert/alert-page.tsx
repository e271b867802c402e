"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { EstateGate } from "../shell/estate-gate";
import { buttonLook } from "../ui/button-look";
import { PanelBoundary } from "../ui/panel-boundary";
import { AlertDetail } from "./alert-detail";

/** One alert on a page of its own: the address that is passed on. */
export function AlertPage({ alertId }: { readonly alertId: string }) {
  return (
    <EstateGate>
      {(estateId) => (
        <>
          <Link
            href={`/alerts?estate=${encodeURIComponent(estateId)}&sel=${encodeURIComponent(alertId)}`}
            data-print="hide"
            className={`${buttonLook("ghost", "small")} mx-2 mt-3`}
          >
            <ArrowLeft aria-hidden="true" />
            All alerts
          </Link>
          <PanelBoundary name="The alert">
            <AlertDetail estateId={estateId} alertId={alertId} headingLevel={1} />
          </PanelBoundary>
        </>
      )}
    </EstateGate>
  );
}

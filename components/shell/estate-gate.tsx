"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "../ui/button-look";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { useEstate } from "./use-estate";

/** Renders a page for the estate in the address, once it is known; otherwise says what is missing. */
export function EstateGate({ children }: { readonly children: (estateId: string) => ReactNode }) {
  const { estate, wanted, error, askAgain } = useEstate();
  if (estate === undefined) {
    return error === null ? (
      <PanelLoading label="Loading the estate" rowCount={8} />
    ) : (
      <PanelError title="The estates could not be loaded" error={error} onRetry={askAgain} />
    );
  }
  if (estate === null) {
    return (
      <PanelEmpty title={wanted === null ? "Nothing is imported yet" : "There is no such estate"}>
        <p>
          {wanted === null
            ? "Start with the sample network, or drop a configuration of your own."
            : "It was removed, or the address is misspelled. Choose another one above, or import a network."}
        </p>
        <Link href="/welcome" className={buttonLook("primary")}>
          Import a network
        </Link>
      </PanelEmpty>
    );
  }
  return children(estate.id);
}

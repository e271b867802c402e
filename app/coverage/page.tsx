import type { Metadata } from "next";
import { CoveragePage } from "../../components/coverage/coverage-page";

export const metadata: Metadata = { title: "Coverage" };

/** How far the shadow is the network, and what each gap weakens. */
export default function Coverage() {
  return <CoveragePage />;
}

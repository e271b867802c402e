import type { Metadata } from "next";
import { ScenarioPage } from "../../../components/scenario/scenario-page";

export const metadata: Metadata = { title: "Scenario" };

/** One scenario: the address that is passed on. */
export default async function OneScenarioPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { id } = await params;
  return <ScenarioPage scenarioId={id} />;
}

import { expect, it } from "vitest";
import { queueApplications, tieredApplications } from "../../../testing/labelled-applications.cases";
import { balancedApplications } from "../../../testing/labelled-balanced.cases";
import { endpointApplications, peeredApplications } from "../../../testing/labelled-networks.cases";
import { buildConfiguration } from "../../../testing/network-builder";
import { indexConfiguration } from "../../configuration";
import { inferIntents } from "../../intent";
import { outageBaseline } from "./baseline";

const applications = [
  ...tieredApplications,
  ...queueApplications,
  ...balancedApplications,
  ...peeredApplications,
  ...endpointApplications,
];

/** The drawn networks hold no prefix lists of the provider, which say where its services are. */
const isServiceAddress = (missing: string) =>
  /^the addresses of com\.amazonaws\.\S+ are not in the input$/.test(missing);

it.each(applications.map((each) => [each.name, each] as const))(
  "%s: every flow that is inferred works; only the addresses of a service can be missing",
  (_, { network }) => {
    const configuration = buildConfiguration(network);
    const { intents } = inferIntents(indexConfiguration(configuration));
    const told = outageBaseline(configuration, intents).intents.flatMap(({ intent, pairs }) =>
      pairs.flatMap(({ verdict, missing }) =>
        verdict === "REACHABLE" || (verdict === "UNKNOWN" && missing.every(isServiceAddress))
          ? []
          : [`${intent.why}: ${verdict} ${missing.join(", ")}`],
      ),
    );
    expect(told).toEqual([]);
  },
);

import { aclFaults } from "./acls.cases";
import { attackFaults } from "./attacks.cases";
import { balancerFaults } from "./balancers.cases";
import { blockerFaults } from "./blockers.cases";
import { endpointFaults } from "./endpoints.cases";
import { groupFaults } from "./groups.cases";
import { hybridFaults } from "./hybrid.cases";
import { internetFaults } from "./internet.cases";
import { loadFaults } from "./loads.cases";
import { middleboxFaults } from "./middleboxes.cases";
import { natFaults } from "./nat.cases";
import { outageFaults } from "./outages.cases";
import { peeringFaults } from "./peering.cases";
import type { PlantedFault } from "./planted-fault";
import { routeFaults } from "./routes.cases";
import { transitFaults } from "./transit.cases";
import { unknownFaults } from "./unknowns.cases";

/** All of them, by area. */
export const plantedFaults: readonly PlantedFault[] = [
  ...routeFaults,
  ...groupFaults,
  ...aclFaults,
  ...natFaults,
  ...internetFaults,
  ...peeringFaults,
  ...transitFaults,
  ...hybridFaults,
  ...endpointFaults,
  ...balancerFaults,
  ...middleboxFaults,
  ...outageFaults,
  ...unknownFaults,
  ...blockerFaults,
  ...attackFaults,
  ...loadFaults,
];

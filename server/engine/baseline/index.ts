/** What is usual in a network, and what deviates from it. */
export { type Deviation, findDeviations, type PeerRole, peerRoles } from "./peers/deviations";

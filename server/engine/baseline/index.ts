/** What is usual in a network, and what deviates from it. */
export { comparePeers, type Deviation, type PeerComparison } from "./peers/deviations";
export { PEER_DEVIATION, peerAnomalies } from "./peers/peer-anomalies";
export type { CountedChange } from "./rate/change-rate";
export { isReading, networkClassOf } from "./trail/action-class";
export { learnedFrom, type RareAction, rareActions } from "./trail/rare-actor";

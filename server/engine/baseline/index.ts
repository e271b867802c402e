/** What is usual in a network, and what deviates from it. */
export type { Anomaly, AnomalyDetector } from "./anomaly.schema";
export { DRIFT, type Drift, driftAnomalies } from "./drift/drift-anomalies";
export { isoOf } from "./instant";
export { LEARNING_CHANGES, LEARNING_MS, type Learning, learningPeriod, mayRaise } from "./learning";
export { comparePeers, type Deviation, type PeerComparison } from "./peers/deviations";
export { PEER_DEVIATION, peerAnomalies } from "./peers/peer-anomalies";
export { type CountedChange, unusualRates } from "./rate/change-rate";
export { changeRateAnomalies } from "./rate/rate-anomalies";
export { isReading, networkClassOf } from "./trail/action-class";
export { learnedFrom, type RareAction, rareActions } from "./trail/rare-actor";
export { rareActorAnomalies } from "./trail/rare-anomalies";

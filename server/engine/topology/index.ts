/** Hides how an estate becomes a picture: what is inside what, what is summarized, where everything stands. */
export { buildTopologyView, type TopologyOptions } from "./build-topology-view";
export {
  listResources,
  type ResourceList,
  type ResourceQuery,
  type ResourceRow,
} from "./list-resources";
export { type Located, locateResources } from "./locate";
export { neighboursOf } from "./neighbours";
export { type NetworkWith, networksWith } from "./networks-with";
export { searchTopology } from "./search-topology";
export type {
  Badge,
  PlaceKind,
  Seat,
  TopologyEdge,
  TopologyHit,
  TopologyNode,
  TopologyRow,
  TopologyView,
} from "./topology-view";

/** Hides the forms in which traffic is handed in: Umbra's own, CloudWatch's GetMetricData, and tables. */
export { readDemandFile } from "./read-demand-file";

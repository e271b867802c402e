/**
 * One supposed failure (semantics section 17, F-1).
 * - `down`: the element stops working, its configuration stays (instance, interface, subnet, zone, region, any gateway).
 * - `deleted`: removed from the configuration.
 * - `blocked`: a security group or network ACL behaves as deny-all (F-10, F-12, CL-4).
 * - `withdrawn`: one route removed; `route` is `destination` text within the route table `id` (F-14). Of a transit
 *   gateway's table `id`: a static route, or with an attachment's id as `route` what it propagates there (F-23).
 * - `detached`: the transit gateway attachment `id` is no longer associated with a route table (F-23).
 */
export interface Failure {
  readonly kind: string;
  readonly id: string;
  readonly mode: "down" | "deleted" | "blocked" | "withdrawn" | "detached";
  /** With `withdrawn`: the prefix or prefix list id of the route, or the attachment that propagates. */
  readonly route?: string | undefined;
}

/** T0 at the instant of the failure, T1 after automatic network reactions, T2 after replacement of instances. */
export type Horizon = "T0" | "T1" | "T2";

/** `configured` takes tunnels and targets as healthy; `observed` reads their recorded state. */
export type View = "configured" | "observed";

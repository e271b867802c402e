import { BALANCER_CALLS } from "./balancer-calls";
import { EC2_CALLS } from "./ec2-calls";
import type { ReadCall } from "./read-call";
import { SCALING_CALLS } from "./scaling-calls";

/** Every kind the agent reads. All calls only describe. */
export const READ_CALLS: readonly ReadCall[] = [...EC2_CALLS, ...BALANCER_CALLS, ...SCALING_CALLS];

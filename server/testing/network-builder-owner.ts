import type { Resource, ResourceOf } from "../engine/configuration";
import type { NetworkSpec } from "./network-builder-spec";

export const ACCOUNT = "111111111111";
export const REGION = "us-east-1";

export interface Owner {
  readonly accountId: string;
  readonly region: string;
}

/** Who owns what stands in the VPC, and where; `account` says so when it is someone else. */
export function networkOwner(spec: NetworkSpec, vpcId: string | undefined, account?: string): Owner {
  const vpc = vpcId === undefined ? undefined : spec.vpcs[vpcId];
  return { accountId: account ?? vpc?.account ?? ACCOUNT, region: vpc?.region ?? REGION };
}

/** The fields every resource has. */
export function owned(id: string, owner: Owner) {
  return { id, accountId: owner.accountId, region: owner.region, tags: [] };
}

/** The Elastic IP of an interface that has one, called `eip-<interface>`. */
export function elasticIps(nic: ResourceOf<"networkInterface">, owner: Owner): Resource[] {
  return nic.privateAddresses.flatMap(({ address, publicAddress }): Resource[] =>
    publicAddress === undefined
      ? []
      : [
          {
            kind: "publicAddress",
            ...owned(`eip-${nic.id}`, owner),
            publicAddress,
            networkInterfaceId: nic.id,
            privateAddress: address,
          },
        ],
  );
}

/** What the path of a file says about its content. */
export interface Location {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  /** `ec2` of `ec2.DescribeVpcs_1.json` and `ec2-describe-vpcs.json`; absent where the name has none. */
  readonly service: string | undefined;
  /** The name as a reply's key: `Vpcs` of `Vpcs-us-east-1.json`, `ec2-describe-vpcs.json`. */
  readonly subject: string;
  /** For a call about one thing, recorded in a folder named after the call: the decoded file name. */
  readonly parameter: string | undefined;
}

const REGION = /^[a-z]{2}(?:-(?:gov|iso[a-z]?))?-[a-z]+-\d{1,2}$/;
const REGION_AT_END = /[-_.]([a-z]{2}(?:-(?:gov|iso[a-z]?))?-[a-z]+-\d{1,2})$/;
const CALL = /^([a-z0-9]+)-((?:describe|list|get|search|generate)-[a-z0-9-]+)$/;
const RECORDING = /^([a-z0-9-]+)\.((?:Describe|List|Get|Search)[A-Za-z0-9]+?)(?:_\d+)?$/;

/**
 * Reads account, region and subject out of a path in any of the layouts: `accounts/<account>/<region>/Vpcs.json`,
 * `<region>/Vpcs.json`, `Vpcs-us-east-1.json`, `ec2.DescribeVpcs_1.json`, `us-east-1/ec2-describe-vpcs.json`,
 * `us-east-1/elbv2-describe-target-health/<encoded arn>`.
 */
export function locate(path: string): Location {
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  const folders = segments.slice(0, -1);
  const file = decode(segments.at(-1) ?? "");
  const folderCall = CALL.exec(folders.at(-1) ?? "");
  const stem = file.replace(/\.json$/i, "");
  const suffix = folderCall ? null : REGION_AT_END.exec(stem);
  const bare = suffix ? stem.slice(0, suffix.index) : stem;
  const call = folderCall ?? CALL.exec(bare);
  const recording = RECORDING.exec(bare);
  return {
    accountId: accountOf(folders),
    region: suffix?.[1] ?? folders.findLast((folder) => REGION.test(folder)),
    service: call?.[1] ?? recording?.[1],
    subject: subjectOf(call?.[2] ?? recording?.[2] ?? bare.replace(/_\d+$/, "")),
    parameter: folderCall ? stem : undefined,
  };
}

/** `us-east-1a` -> `us-east-1`; local zones too (`us-west-2-lax-1a`). */
export function regionOfZone(zoneName: string | undefined): string | undefined {
  return /^([a-z]{2}(?:-(?:gov|iso[a-z]?))?-[a-z]+-\d{1,2})(?:[a-z]|-)/.exec(zoneName ?? "")?.[1];
}

/** Account and region inside an ARN; each absent where the ARN leaves it empty. */
export function partsOfArn(arn: string | undefined): {
  accountId: string | undefined;
  region: string | undefined;
} {
  const parts = arn?.startsWith("arn:") ? arn.split(":") : [];
  return { accountId: parts[4] || undefined, region: parts[3] || undefined };
}

function accountOf(folders: readonly string[]): string | undefined {
  const named = folders.lastIndexOf("accounts");
  if (named !== -1 && folders[named + 1] !== undefined) return folders[named + 1];
  return folders.findLast((folder) => /^\d{12}$/.test(folder));
}

/** `describe-network-acls`, `DescribeNetworkAcls`, `network_acls` and `NetworkAcls` -> `NetworkAcls`. */
export function subjectOf(name: string): string {
  const words = name
    .replace(/^(?:describe|list|get|search|generate)-/, "")
    .replace(/^(?:Describe|List|Get|Search)(?=[A-Z])/, "");
  return words.replace(/(?:^|[-_])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

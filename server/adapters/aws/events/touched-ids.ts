import { EVENT_ID_LIMIT } from "../../../engine/baseline/trail/change-event.schema";
import { cleanWord } from "../clean-text";
import { type Fields, fieldsOf, textIn } from "./fields";

const ID =
  /^(vpc|subnet|rtb|sg|sgr|acl|igw|eigw|nat|eni|i|eipalloc|pcx|tgw|tgw-attach|tgw-rtb|vpce|vpce-svc|vgw|cgw|vpn|pl|fl|dopt)-[0-9a-zA-Z]{1,40}$/;
const ARN =
  /^arn:aws[a-z-]*:(elasticloadbalancing|rds|autoscaling|elasticache|redshift|es):[a-z0-9-]*:\d*:[^\s]{1,250}$/;
/** What stands below these is referred to, not touched: the peers of a rule, a template, who may use an image. */
const REFERRED =
  /^(ippermissions|securitygrouprules|groups|useridgrouppairs|prefixlistids|launchpermission|tags?|tagset|filterset)$/;

interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Ids of what a call changed or made, sorted: from what it was asked, what it answered and what the trail itself lists.
 * Nothing else of these is kept; they may hold passwords and scripts.
 */
export function touchedIds(event: Fields, place: Place): readonly string[] {
  const found = new Set<string>();
  const put = (text: string) => {
    if (found.size < EVENT_ID_LIMIT && (ID.test(text) || ARN.test(text))) found.add(cleanWord(text).text);
  };
  for (const name of ["requestParameters", "responseElements", "resources"])
    eachText(event.get(name.toLowerCase()), put);
  for (const arn of databaseArns(fieldsOf(event.get("requestparameters")), place)) put(arn);
  return [...found].sort();
}

function eachText(value: unknown, put: (text: string) => void): void {
  if (typeof value === "string") put(value);
  else if (Array.isArray(value)) for (const each of value) eachText(each, put);
  else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value))
      if (!REFERRED.test(key.toLowerCase())) eachText(each, put);
}

/** A database is named in calls; a configuration knows it by its ARN, which is made of its name and its place. */
function databaseArns(asked: Fields, { account, region }: Place): readonly string[] {
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  const arn = (kind: string, field: string) => {
    const name = textIn(asked, field);
    return name === undefined || !/^[A-Za-z0-9-]+$/.test(name)
      ? []
      : [`arn:${partition}:rds:${region}:${account}:${kind}:${name}`];
  };
  return [...arn("db", "dBInstanceIdentifier"), ...arn("cluster", "dBClusterIdentifier")];
}

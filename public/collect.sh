#!/bin/sh
# Collects the configuration of an AWS account's networks for Umbra: one zip, to be dropped on /welcome.
#
#   sh collect.sh                        every region that is enabled
#   sh collect.sh eu-central-1 us-east-1 these regions
#
# Read-only: it only describes, lists, gets and searches. The managed policy ViewOnlyAccess is not enough;
# "ec2:Describe*", "ec2:Get*", "ec2:SearchTransitGatewayRoutes", "elasticloadbalancing:Describe*",
# "autoscaling:Describe*", "rds:DescribeDBInstances", "directconnect:Describe*" and "network-firewall:List*",
# "network-firewall:Describe*" are. A call that is refused is recorded, and Umbra says what it then cannot conclude.
# Pre-shared keys, VPN configurations, BGP keys, user data and user names are removed before anything is written.
# Needs the AWS command line, version 2, signed in. Nothing leaves this machine.
set -u
umask 077

account=$(aws sts get-caller-identity --query Account --output text) || exit 1
regions=${*:-$(aws ec2 describe-regions --query 'Regions[].RegionName' --output text)} || exit 1
out=umbra-$account-$(date +%Y%m%d-%H%M%S)

# Blanks the values of secret keys; the command line writes one key per line.
redact() {
  sed -E 's/("(CustomerGatewayConfiguration|PreSharedKey|UserData|authKey|customerRouterConfig|MasterUsername|SecretArn)": ")([^"\\]|\\.)*"/\1removed"/g'
}

# save FILE SERVICE CALL [OPTION...]: one reply, all its pages, or the refusal in its place.
save() {
  file=$folder/$1
  shift
  mkdir -p "$(dirname "$file")"
  if reply=$(aws "$@" --region "$region" --output json 2>"$out/error"); then
    printf '%s\n' "$reply" | redact >"$file"
  else
    code=$(sed -nE 's/.*\(([A-Za-z.]+)\).*/\1/p' "$out/error" | head -n 1)
    printf '{"Error": {"Code": "%s"}}\n' "${code:-NoReply}" >"$file"
    printf '  not readable: %s %s (%s)\n' "$1" "$2" "${code:-no reply}" >&2
  fi
}

all() {
  save "$1-$2.json" "$1" "$2"
}

# each SERVICE CALL OPTION ID...: one reply for each id, in a file named after it.
each() {
  service=$1 call=$2 option=$3
  shift 3
  for id in "$@"; do
    save "$service-$call/$(printf '%s' "$id" | sed 's|/|%2F|g')" "$service" "$call" "$option" "$id"
  done
}

ids() {
  aws "$1" "$2" --region "$region" --query "$3" --output text 2>"$out/error" | sed 's/^None$//'
}

for region in $regions; do
  folder=$out/accounts/$account/$region
  mkdir -p "$folder"
  echo "$region" >&2
  for call in availability-zones vpcs subnets instances network-interfaces addresses route-tables \
    security-groups network-acls prefix-lists managed-prefix-lists internet-gateways \
    egress-only-internet-gateways vpc-block-public-access-options vpc-block-public-access-exclusions \
    nat-gateways vpc-peering-connections transit-gateways transit-gateway-attachments \
    transit-gateway-vpc-attachments transit-gateway-peering-attachments transit-gateway-route-tables \
    vpn-gateways customer-gateways vpn-connections vpc-endpoints; do
    all ec2 "describe-$call"
  done
  all elbv2 describe-load-balancers
  all elbv2 describe-target-groups
  all elb describe-load-balancers
  all autoscaling describe-auto-scaling-groups
  all rds describe-db-instances
  all directconnect describe-connections
  all directconnect describe-virtual-interfaces
  all network-firewall list-firewalls

  each ec2 get-managed-prefix-list-entries --prefix-list-id \
    $(ids ec2 describe-managed-prefix-lists 'PrefixLists[].PrefixListId')
  tables=$(ids ec2 describe-transit-gateway-route-tables 'TransitGatewayRouteTables[].TransitGatewayRouteTableId')
  for table in $tables; do
    save "ec2-search-transit-gateway-routes/$table" ec2 search-transit-gateway-routes \
      --transit-gateway-route-table-id "$table" --filters Name=state,Values=active,blackhole
  done
  each ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id $tables
  balancers=$(ids elbv2 describe-load-balancers 'LoadBalancers[].LoadBalancerArn')
  each elbv2 describe-listeners --load-balancer-arn $balancers
  each elbv2 describe-load-balancer-attributes --load-balancer-arn $balancers
  groups=$(ids elbv2 describe-target-groups 'TargetGroups[].TargetGroupArn')
  each elbv2 describe-target-health --target-group-arn $groups
  each network-firewall describe-firewall --firewall-arn \
    $(ids network-firewall list-firewalls 'Firewalls[].FirewallArn')
done

rm -f "$out/error"
if command -v zip >/dev/null; then
  zip -qr "$out.zip" "$out" && rm -r "$out" && echo "wrote $out.zip: drop it on Umbra"
else
  echo "wrote the folder $out (there is no zip here): drop the folder on Umbra"
fi

import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { parseAclEntry, parseGroupRule } from "../../../testing/network-builder-text";
import { type Change, indexConfiguration } from "../../configuration";
import { awsCli } from "./aws-cli";
import { changeTexts } from "./change-text";
import { commentText, shellWord, terraformString } from "./quote";
import { terraform } from "./terraform";

const index = indexConfiguration(buildConfiguration(b1()));
const group = { securityGroupId: "sg-web", direction: "ingress" } as const;
const rule = parseGroupRule("tcp 80 from 0.0.0.0/0");
const natA = { kind: "natGateway", id: "nat-a" } as const;
const destination = { prefix: "0.0.0.0/0" };

it.each<{ name: string; change: Change; words: string; cli: readonly string[]; hcl: readonly string[] }>([
  {
    name: "a rule is revoked by what it admits, its description named nothing",
    change: { kind: "remove-group-rule", ...group, rule: { ...rule, description: "for now" } },
    words: 'in security group `sg-web`, remove "tcp 80 from 0.0.0.0/0"',
    cli: [
      `aws ec2 revoke-security-group-ingress --group-id sg-web --ip-permissions '[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region us-east-1`,
    ],
    hcl: [
      '#   resource "aws_vpc_security_group_ingress_rule" "sg_web_tcp_80_0_0_0_0_0" {',
      "#     from_port         = 80",
    ],
  },
  {
    name: "a replaced rule: first the new one is let in",
    change: { kind: "replace-group-rule", ...group, rule, by: [parseGroupRule("tcp 80 from sg-app")] },
    words: 'in security group `sg-web`, replace "tcp 80 from 0.0.0.0/0" by "tcp 80 from sg-app"',
    cli: [
      `aws ec2 authorize-security-group-ingress --group-id sg-web --ip-permissions '[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"UserIdGroupPairs":[{"GroupId":"sg-app"}]}]' --region us-east-1`,
      `aws ec2 revoke-security-group-ingress --group-id sg-web --ip-permissions '[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region us-east-1`,
    ],
    hcl: ['  referenced_security_group_id = "sg-app"'],
  },
  {
    name: "every protocol has no ports",
    change: { kind: "add-group-rule", ...group, direction: "egress", rule: parseGroupRule("all to ::/0") },
    words: 'in security group `sg-web`, add "all traffic to ::/0"',
    cli: [
      `aws ec2 authorize-security-group-egress --group-id sg-web --ip-permissions '[{"IpProtocol":"-1","Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]' --region us-east-1`,
    ],
    hcl: ['resource "aws_vpc_security_group_egress_rule" "sg_web_1_0" {', '  ip_protocol       = "-1"'],
  },
  {
    name: "a larger type: stopped, changed, started",
    change: { kind: "resize-instance", instanceId: "app-a", from: "t3.micro", to: "t3.small" },
    words: "change the type of instance `app-a` from t3.micro to t3.small",
    cli: [
      "aws ec2 stop-instances --instance-ids app-a --region us-east-1",
      "aws ec2 wait instance-stopped --instance-ids app-a --region us-east-1",
      `aws ec2 modify-instance-attribute --instance-id app-a --instance-type '{"Value":"t3.small"}' --region us-east-1`,
      "aws ec2 start-instances --instance-ids app-a --region us-east-1",
      "aws ec2 wait instance-running --instance-ids app-a --region us-east-1",
    ],
    hcl: ['#   instance_type = "t3.small"'],
  },
  {
    name: "a further member",
    change: {
      kind: "add-instance",
      id: "new-app-a",
      name: "app-a-2",
      copyOf: "app-a",
      subnetId: "prv-b",
      networkInterfaceId: "new-eni-app-a",
      privateAddress: "10.0.11.99",
    },
    words: "start an instance `new-app-a` (app-a-2) like `app-a` in subnet `prv-b`",
    cli: [
      "IMAGE_APP_A=$(aws ec2 create-image --instance-id app-a --name app-a-2 --no-reboot --query ImageId --output text --region us-east-1)",
      'aws ec2 wait image-available --image-ids "$IMAGE_APP_A" --region us-east-1',
      `NEW_APP_A=$(aws ec2 run-instances --image-id "$IMAGE_APP_A" --subnet-id prv-b --security-group-ids sg-app --tag-specifications '[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"app-a-2"}]}]' --query 'Instances[0].InstanceId' --output text --region us-east-1)`,
      'aws ec2 wait instance-running --instance-ids "$NEW_APP_A" --region us-east-1',
    ],
    hcl: ['resource "aws_ami_from_instance" "new_app_a" {', '  vpc_security_group_ids = ["sg-app"]'],
  },
  {
    name: "everything that is known of a host",
    change: { kind: "patch-everything", instanceId: "app-a", count: 3 },
    words: "on instance `app-a`, install versions without any of the 3 vulnerabilities that are known of it",
    cli: ["# What installs the patch depends on the host: a package manager, an image, AWS Systems Manager."],
    hcl: ["# No resource of the provider changes"],
  },
  {
    name: "one more address of a gateway",
    change: {
      kind: "add-nat-address",
      natGatewayId: "nat-a",
      allocationId: "new-eip",
      privateAddress: "10.0.0.9",
      publicAddress: "192.0.2.1",
    },
    words: "give NAT gateway `nat-a` a further Elastic IP",
    cli: [
      "NEW_EIP=$(aws ec2 allocate-address --domain vpc --query AllocationId --output text --region us-east-1)",
      'aws ec2 associate-nat-gateway-address --nat-gateway-id nat-a --allocation-ids "$NEW_EIP" --region us-east-1',
    ],
    hcl: ['resource "aws_eip" "new_eip" {', "#     secondary_allocation_ids = [..., aws_eip.new_eip.id]"],
  },
  {
    name: "a route",
    change: {
      kind: "retarget-route",
      routeTableId: "rt-prv-b",
      destination,
      from: natA,
      to: { kind: "internetGateway", id: "igw-1" },
    },
    words: "in route table `rt-prv-b`, point the route 0.0.0.0/0 → nat-a to `igw-1`",
    cli: [
      "aws ec2 replace-route --route-table-id rt-prv-b --destination-cidr-block 0.0.0.0/0 --gateway-id igw-1 --region us-east-1",
    ],
    hcl: ['  gateway_id             = "igw-1"'],
  },
  {
    name: "an entry of an ACL",
    change: {
      kind: "add-acl-entry",
      networkAclId: "acl-v1",
      entry: parseAclEntry(true, "90 deny tcp 22 10.0.0.0/8"),
    },
    words: "in network ACL `acl-v1`, add entry 90: deny tcp 22 to 10.0.0.0/8",
    cli: [
      "aws ec2 create-network-acl-entry --network-acl-id acl-v1 --rule-number 90 --egress --protocol 6 --rule-action deny --cidr-block 10.0.0.0/8 --port-range From=22,To=22 --region us-east-1",
    ],
    hcl: ['  rule_action    = "deny"', "  egress         = true"],
  },
])("$name", ({ change, words, cli, hcl }) => {
  expect(changeTexts(index, [change])).toEqual([words]);
  expect(awsCli(index, [change]).split("\n")).toEqual([`# ${words}`, ...cli]);
  for (const line of hcl) expect(terraform(index, [change])).toContain(line);
});

it("what changes make is referred to, not named by its placeholder", () => {
  const changes: Change[] = [
    {
      kind: "add-nat-gateway",
      id: "new-nat-b",
      name: "nat b",
      subnetId: "pub-b",
      networkInterfaceId: "new-eni-b",
      allocationId: "new-eip-b",
      privateAddress: "10.0.1.9",
      publicAddress: "192.0.2.1",
    },
    { kind: "add-route-table", id: "new-rtb", name: "own", copyOf: "rt-prv-a" },
    {
      kind: "associate-route-table",
      subnetId: "prv-b",
      from: { routeTableId: "rt-prv-b", isExplicit: true },
      to: "new-rtb",
    },
    {
      kind: "retarget-route",
      routeTableId: "new-rtb",
      destination,
      from: natA,
      to: { kind: "natGateway", id: "new-nat-b" },
    },
  ];
  const cli = awsCli(index, changes);
  expect(cli).toContain(
    'NEW_NAT_B=$(aws ec2 create-nat-gateway --subnet-id pub-b --allocation-id "$NEW_EIP_B"',
  );
  expect(cli).toContain(
    '--route-table-id "$NEW_RTB" --destination-cidr-block 0.0.0.0/0 --nat-gateway-id "$NEW_NAT_B"',
  );
  expect(cli).toContain('aws ec2 replace-route-table-association --association-id "$ASSOCIATION_PRV_B"');
  const hcl = terraform(index, changes);
  expect(hcl).toContain("nat_gateway_id         = aws_nat_gateway.new_nat_b.id");
  expect(hcl).toContain("route_table_id         = aws_route_table.new_rtb.id");
  // The default route of the copied table is declared once, with its new target.
  expect(hcl.match(/destination_cidr_block/g)).toHaveLength(1);
});

describe("names from the customer are text", () => {
  it("a shell gives back every word as it was", () => {
    const hostile = ["'; rm -rf ~; '", "$(id)", "`id`", "a\nb", "\\", "''", "", "-n", "ü"];
    for (const text of hostile)
      expect(execFileSync("/bin/sh", ["-c", `printf %s. ${shellWord(text)}`]).toString()).toBe(`${text}.`);
  });

  it("Terraform reads every string as it was: no template, no line end", () => {
    const unquote = (text: string) =>
      JSON.parse(text.replaceAll("$${", () => "$\u007b").replaceAll("%%{", "%{")) as unknown;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const quoted = terraformString(text);
        expect(quoted).not.toMatch(/[\n\r\u2028\u2029]|(^|[^$])\$\{|(^|[^%])%\{/);
        expect(unquote(quoted)).toBe(text);
      }),
    );
    const brace = "{";
    for (const text of [
      `$${brace}x}`,
      `$$${brace}x}`,
      `$$$${brace}`,
      `%${brace} if }`,
      `%%%${brace}`,
      `$%${brace}`,
    ])
      expect(unquote(terraformString(text))).toBe(text);
    expect(terraformString(`a"$${brace}b}%${brace}c}`)).toBe(`"a\\"$$${brace}b}%%${brace}c}"`);
  });

  it("a comment stays a comment", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(commentText(text)).not.toMatch(/[\n\r\u2028\u2029\u0085]/);
      }),
    );
  });
});

import type { ResourceKind } from "../../engine/configuration";

const loadBalancerArn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/lb/0a";
const listenerArn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/lb/0a/0b";
/** Named by several rows. */
export const targetGroupArn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/tg/0c";

/** One row per kind: the replies, and what becomes of every attribute that is read (M-3). */
export const kindRows: { kind: ResourceKind; replies: object; expected: object }[] = [
  {
    kind: "vpc",
    replies: {
      Vpcs: [
        {
          VpcId: "vpc-1",
          CidrBlock: "10.0.0.0/16",
          CidrBlockAssociationSet: [
            { CidrBlock: "10.2.0.0/16", CidrBlockState: { State: "associating" } },
            { CidrBlock: "10.1.0.0/16", CidrBlockState: { State: "associated" } },
            { CidrBlock: "10.3.0.0/16", CidrBlockState: { State: "disassociated" } },
            { CidrBlock: "10.0.0.0/16", CidrBlockState: { State: "associated" } },
          ],
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: "2001:DB8:0::/56", Ipv6CidrBlockState: { State: "associated" } },
          ],
          IsDefault: true,
          OwnerId: "111122223333",
        },
      ],
    },
    expected: {
      prefixes: ["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16", "2001:db8::/56"],
      isDefault: true,
      ownerId: "111122223333",
      accountId: "111122223333",
    },
  },
  {
    kind: "instance",
    replies: {
      Reservations: [
        {
          OwnerId: "111122223333",
          Instances: [
            {
              InstanceId: "i-1",
              State: { Name: "stopped" },
              InstanceType: "m5.large",
              Platform: "windows",
              Placement: { AvailabilityZone: "eu-west-1a", GroupName: "pg" },
              IamInstanceProfile: { Arn: "arn:aws:iam::111122223333:instance-profile/p" },
              MetadataOptions: {
                HttpEndpoint: "enabled",
                HttpTokens: "optional",
                HttpPutResponseHopLimit: 2,
              },
              NetworkInterfaces: [{ NetworkInterfaceId: "eni-2", SubnetId: "s", VpcId: "v" }],
            },
          ],
        },
      ],
      PlacementGroups: [
        { GroupName: "pg", Strategy: "cluster", State: "available" },
        { GroupName: "other", Strategy: "spread", State: "available" },
      ],
      InstanceTypes: [
        {
          InstanceType: "m5.large",
          VCpuInfo: { DefaultVCpus: 2 },
          NetworkInfo: {
            NetworkCards: [
              { BaselineBandwidthInGbps: 0.1, PeakBandwidthInGbps: 5 },
              { BaselineBandwidthInGbps: 0.2, PeakBandwidthInGbps: 5 },
            ],
          },
        },
      ],
    },
    expected: {
      state: "stopped",
      instanceType: "m5.large",
      typeFigures: { baselineGbps: 0.3, burstGbps: 10, vcpuCount: 2 },
      platform: "windows",
      zoneName: "eu-west-1a",
      placementGroup: "pg",
      placementStrategy: "cluster",
      networkInterfaceIds: ["eni-2"],
      instanceProfileArn: "arn:aws:iam::111122223333:instance-profile/p",
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional", hopLimit: 2 },
      accountId: "111122223333",
      region: "eu-west-1",
    },
  },
  {
    kind: "networkInterface",
    replies: {
      NetworkInterfaces: [
        {
          NetworkInterfaceId: "eni-1",
          InterfaceType: "nat_gateway",
          SubnetId: "subnet-1",
          VpcId: "vpc-1",
          Status: "available",
          Attachment: { InstanceId: "i-1", DeviceIndex: 1, Status: "attaching" },
          PrivateIpAddresses: [
            { PrivateIpAddress: "10.0.0.9", Primary: false },
            { PrivateIpAddress: "10.0.0.5", Primary: true, Association: { PublicIp: "203.0.113.5" } },
          ],
          Ipv6Addresses: [{ Ipv6Address: "2001:db8::00ff" }],
          Ipv4Prefixes: [{ Ipv4Prefix: "10.0.0.16/28" }],
          Ipv6Prefixes: [{ Ipv6Prefix: "2001:db8:1::/80" }],
          Groups: [{ GroupId: "sg-2" }, { GroupId: "sg-1" }],
          SourceDestCheck: false,
          RequesterManaged: true,
          Description: "an interface",
          OwnerId: "111122223333",
        },
      ],
    },
    expected: {
      interfaceType: "nat_gateway",
      status: "available",
      attachment: { instanceId: "i-1", deviceIndex: 1, status: "attaching" },
      privateAddresses: [
        { address: "10.0.0.5", primary: true, publicAddress: "203.0.113.5" },
        { address: "10.0.0.9", primary: false },
      ],
      ipv6Addresses: ["2001:db8::ff"],
      delegatedPrefixes: ["10.0.0.16/28", "2001:db8:1::/80"],
      securityGroupIds: ["sg-1", "sg-2"],
      sourceDestCheck: false,
      requesterManaged: true,
      description: "an interface",
    },
  },
  {
    // The provider repeats the primary address's association beside the list; some of its doubles have it there alone.
    kind: "networkInterface",
    replies: {
      NetworkInterfaces: [
        {
          NetworkInterfaceId: "eni-1",
          SubnetId: "subnet-1",
          VpcId: "vpc-1",
          PrivateIpAddress: "10.0.0.5",
          Association: { PublicIp: "203.0.113.5" },
          PrivateIpAddresses: [
            { PrivateIpAddress: "10.0.0.5", Primary: true },
            { PrivateIpAddress: "10.0.0.9", Primary: false },
          ],
        },
      ],
    },
    expected: {
      privateAddresses: [
        { address: "10.0.0.5", primary: true, publicAddress: "203.0.113.5" },
        { address: "10.0.0.9", primary: false },
      ],
    },
  },
  {
    kind: "publicAddress",
    replies: {
      Addresses: [
        {
          PublicIp: "203.0.113.7",
          NetworkInterfaceId: "eni-1",
          PrivateIpAddress: "10.0.0.5",
          AssociationId: "a",
        },
      ],
    },
    expected: {
      id: "203.0.113.7",
      publicAddress: "203.0.113.7",
      networkInterfaceId: "eni-1",
      privateAddress: "10.0.0.5",
      associationId: "a",
    },
  },
  {
    kind: "routeTable",
    replies: {
      RouteTables: [
        {
          RouteTableId: "rtb-1",
          VpcId: "vpc-1",
          Associations: [
            { SubnetId: "subnet-1", Main: false, AssociationState: { State: "associated" } },
            { GatewayId: "igw-1", Main: false },
            { Main: true },
          ],
          PropagatingVgws: [{ GatewayId: "vgw-1" }],
          Routes: [
            {
              DestinationCidrBlock: "10.0.0.0/16",
              GatewayId: "local",
              Origin: "CreateRouteTable",
              State: "active",
            },
            {
              DestinationCidrBlock: "10.9.0.0/16",
              GatewayId: "vgw-1",
              Origin: "EnableVgwRoutePropagation",
              State: "active",
            },
            { DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: "eigw-1" },
            { DestinationPrefixListId: "pl-1", GatewayId: "vpce-1" },
            {
              DestinationCidrBlock: "10.4.0.0/16",
              InstanceId: "i-1",
              NetworkInterfaceId: "eni-1",
              State: "blackhole",
            },
            { DestinationCidrBlock: "10.5.0.0/16", CarrierGatewayId: "cagw-1" },
          ],
        },
      ],
    },
    expected: {
      associations: [
        { main: true },
        { main: false, gatewayId: "igw-1" },
        { main: false, subnetId: "subnet-1", state: "associated" },
      ],
      propagatingVgwIds: ["vgw-1"],
      routes: [
        {
          destination: { prefix: "10.0.0.0/16" },
          target: { kind: "local" },
          origin: "CreateRouteTable",
          state: "active",
        },
        {
          destination: { prefix: "10.4.0.0/16" },
          target: { kind: "networkInterface", id: "eni-1" },
          origin: "CreateRoute",
          state: "blackhole",
        },
        {
          destination: { prefix: "10.5.0.0/16" },
          target: { kind: "unknown", id: "cagw-1", name: "CarrierGatewayId" },
          origin: "CreateRoute",
          state: "active",
        },
        {
          destination: { prefix: "10.9.0.0/16" },
          target: { kind: "vpnGateway", id: "vgw-1" },
          origin: "EnableVgwRoutePropagation",
          state: "active",
        },
        {
          destination: { prefix: "::/0" },
          target: { kind: "egressOnlyInternetGateway", id: "eigw-1" },
          origin: "CreateRoute",
          state: "active",
        },
        {
          destination: { prefixListId: "pl-1" },
          target: { kind: "vpcEndpoint", id: "vpce-1" },
          origin: "CreateRoute",
          state: "active",
        },
      ],
    },
  },
  {
    kind: "securityGroup",
    replies: {
      SecurityGroups: [
        {
          GroupId: "sg-1",
          GroupName: "web",
          VpcId: "vpc-1",
          OwnerId: "111122223333",
          IpPermissions: [
            {
              IpProtocol: "tcp",
              FromPort: 80,
              ToPort: 81,
              IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "inside" }],
              Ipv6Ranges: [{ CidrIpv6: "::/0" }],
              PrefixListIds: [{ PrefixListId: "pl-1" }],
              UserIdGroupPairs: [
                {
                  GroupId: "sg-2",
                  UserId: "444455556666",
                  VpcPeeringConnectionId: "pcx-1",
                  VpcId: "vpc-2",
                  PeeringStatus: "active",
                },
              ],
            },
          ],
          IpPermissionsEgress: [
            { IpProtocol: "50", FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
          ],
        },
      ],
    },
    expected: {
      name: "web",
      ingress: [
        {
          protocol: 6,
          fromPort: 80,
          toPort: 81,
          peer: { kind: "prefix", prefix: "10.0.0.0/8" },
          description: "inside",
        },
        { protocol: 6, fromPort: 80, toPort: 81, peer: { kind: "prefix", prefix: "::/0" } },
        { protocol: 6, fromPort: 80, toPort: 81, peer: { kind: "prefixList", prefixListId: "pl-1" } },
        {
          protocol: 6,
          fromPort: 80,
          toPort: 81,
          peer: {
            kind: "securityGroup",
            securityGroupId: "sg-2",
            accountId: "444455556666",
            vpcId: "vpc-2",
            vpcPeeringConnectionId: "pcx-1",
            peeringStatus: "active",
          },
        },
      ],
      egress: [{ protocol: 50, fromPort: -1, toPort: -1, peer: { kind: "prefix", prefix: "0.0.0.0/0" } }],
    },
  },
  {
    kind: "networkAcl",
    replies: {
      NetworkAcls: [
        {
          NetworkAclId: "acl-1",
          VpcId: "vpc-1",
          IsDefault: true,
          Associations: [{ SubnetId: "subnet-2" }, { SubnetId: "subnet-1" }],
          Entries: [
            { Egress: true, RuleNumber: 100, Protocol: "-1", RuleAction: "allow", CidrBlock: "0.0.0.0/0" },
            {
              Egress: false,
              RuleNumber: 110,
              Protocol: "1",
              RuleAction: "allow",
              CidrBlock: "10.0.0.0/8",
              IcmpTypeCode: { Type: 8, Code: -1 },
            },
            {
              Egress: false,
              RuleNumber: 90,
              Protocol: "6",
              RuleAction: "deny",
              Ipv6CidrBlock: "::/0",
              PortRange: { From: 22, To: 23 },
            },
            { Egress: false, RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", CidrBlock: "0.0.0.0/0" },
            { Egress: false, RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", Ipv6CidrBlock: "::/0" },
          ],
        },
      ],
    },
    expected: {
      isDefault: true,
      subnetIds: ["subnet-1", "subnet-2"],
      entries: [
        {
          ruleNumber: 90,
          egress: false,
          protocol: 6,
          action: "deny",
          prefix: "::/0",
          portRange: { from: 22, to: 23 },
        },
        {
          ruleNumber: 110,
          egress: false,
          protocol: 1,
          action: "allow",
          prefix: "10.0.0.0/8",
          icmp: { type: 8, code: -1 },
        },
        { ruleNumber: 32767, egress: false, protocol: -1, action: "deny", prefix: "0.0.0.0/0" },
        { ruleNumber: 32767, egress: false, protocol: -1, action: "deny", prefix: "::/0" },
        { ruleNumber: 100, egress: true, protocol: -1, action: "allow", prefix: "0.0.0.0/0" },
      ],
    },
  },
  {
    kind: "prefixList",
    replies: {
      ManagedPrefixLists: [
        { PrefixListId: "pl-1", AddressFamily: "IPv4", MaxEntries: 9, PrefixListName: "offices" },
      ],
      Entries: [{ PrefixListId: "pl-1", Entries: [{ Cidr: "198.51.100.0/24" }, { Cidr: "10.0.0.0/8" }] }],
    },
    expected: {
      name: "offices",
      addressFamily: "4",
      maxEntries: 9,
      prefixes: ["10.0.0.0/8", "198.51.100.0/24"],
    },
  },
  {
    kind: "prefixList",
    replies: {
      ManagedPrefixLists: [{ PrefixListId: "pl-1", AddressFamily: "IPv6" }],
      Entries: [{ Cidr: "2001:db8::/32" }],
    },
    expected: { addressFamily: "6", prefixes: ["2001:db8::/32"] },
  },
  {
    kind: "prefixList",
    replies: {
      PrefixLists: [
        {
          PrefixListId: "pl-s3",
          PrefixListName: "com.amazonaws.eu-west-1.s3",
          Cidrs: ["52.218.0.0/17", "3.5.64.0/21"],
        },
      ],
    },
    expected: {
      name: "com.amazonaws.eu-west-1.s3",
      addressFamily: "4",
      prefixes: ["3.5.64.0/21", "52.218.0.0/17"],
    },
  },
  {
    kind: "egressOnlyInternetGateway",
    replies: {
      EgressOnlyInternetGateways: [
        { EgressOnlyInternetGatewayId: "eigw-1", Attachments: [{ VpcId: "vpc-1", State: "attached" }] },
      ],
    },
    expected: { attachments: [{ vpcId: "vpc-1", state: "attached" }] },
  },
  {
    kind: "blockPublicAccess",
    replies: {
      VpcBlockPublicAccessOptions: {
        AwsAccountId: "111122223333",
        AwsRegion: "eu-west-1",
        InternetGatewayBlockMode: "block-ingress",
      },
      VpcBlockPublicAccessExclusions: [
        {
          ResourceArn: "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1",
          InternetGatewayExclusionMode: "allow-egress",
          State: "create-complete",
        },
        {
          ResourceArn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1",
          InternetGatewayExclusionMode: "allow-bidirectional",
          State: "update-complete",
        },
        {
          ResourceArn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-2",
          InternetGatewayExclusionMode: "allow-egress",
          State: "delete-complete",
        },
      ],
    },
    expected: {
      accountId: "111122223333",
      region: "eu-west-1",
      mode: "block-ingress",
      exclusions: [
        { resourceId: "subnet-1", mode: "allow-egress" },
        { resourceId: "vpc-1", mode: "allow-bidirectional" },
      ],
    },
  },
  {
    kind: "natGateway",
    replies: {
      NatGateways: [
        {
          NatGatewayId: "nat-1",
          VpcId: "vpc-1",
          State: "available",
          AvailabilityMode: "regional",
          AutoProvisionZones: "disabled",
          RouteTableId: "rtb-9",
          NatGatewayAddresses: [
            { PublicIp: "203.0.113.2", AvailabilityZoneId: "euw1-az2", IsPrimary: false },
            { PublicIp: "203.0.113.1", AvailabilityZoneId: "euw1-az1", IsPrimary: true },
          ],
        },
      ],
    },
    expected: {
      connectivityType: "public",
      availabilityMode: "regional",
      zoneMode: "manual",
      routeTableId: "rtb-9",
      addresses: [
        { publicAddress: "203.0.113.1", primary: true, zoneId: "euw1-az1" },
        { publicAddress: "203.0.113.2", primary: false, zoneId: "euw1-az2" },
      ],
    },
  },
  {
    kind: "natGateway",
    replies: {
      NatGateways: [
        {
          NatGatewayId: "nat-2",
          VpcId: "v",
          SubnetId: "s",
          State: "available",
          ConnectivityType: "private",
          NatGatewayAddresses: [{ PrivateIp: "10.0.0.3", NetworkInterfaceId: "eni-3" }],
        },
      ],
    },
    expected: {
      subnetId: "s",
      connectivityType: "private",
      availabilityMode: "zonal",
      addresses: [{ privateAddress: "10.0.0.3", networkInterfaceId: "eni-3", primary: true }],
    },
  },
  {
    kind: "vpcPeeringConnection",
    replies: {
      VpcPeeringConnections: [
        {
          VpcPeeringConnectionId: "pcx-1",
          Status: { Code: "active" },
          RequesterVpcInfo: {
            VpcId: "vpc-1",
            OwnerId: "111122223333",
            Region: "eu-west-1",
            CidrBlock: "10.0.0.0/16",
            CidrBlockSet: [{ CidrBlock: "10.0.0.0/16" }],
          },
          AccepterVpcInfo: {
            VpcId: "vpc-2",
            OwnerId: "444455556666",
            Region: "eu-north-1",
            Ipv6CidrBlockSet: [{ Ipv6CidrBlock: "2001:db8::/56" }],
          },
        },
      ],
    },
    expected: {
      status: "active",
      accountId: "111122223333",
      region: "eu-west-1",
      requester: { vpcId: "vpc-1", ownerId: "111122223333", region: "eu-west-1", prefixes: ["10.0.0.0/16"] },
      accepter: {
        vpcId: "vpc-2",
        ownerId: "444455556666",
        region: "eu-north-1",
        prefixes: ["2001:db8::/56"],
      },
    },
  },
  {
    kind: "transitGateway",
    replies: {
      TransitGateways: [
        {
          TransitGatewayId: "tgw-1",
          State: "available",
          OwnerId: "111122223333",
          TransitGatewayArn: "arn:aws:ec2:eu-west-1:111122223333:transit-gateway/tgw-1",
          Options: {
            VpnEcmpSupport: "enable",
            SecurityGroupReferencingSupport: "disable",
            AssociationDefaultRouteTableId: "tgw-rtb-1",
            PropagationDefaultRouteTableId: "tgw-rtb-2",
          },
        },
      ],
    },
    expected: {
      region: "eu-west-1",
      state: "available",
      vpnEcmpSupport: true,
      securityGroupReferencing: false,
      defaultAssociationRouteTableId: "tgw-rtb-1",
      defaultPropagationRouteTableId: "tgw-rtb-2",
    },
  },
  {
    kind: "transitGatewayAttachment",
    replies: {
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: "tgw-attach-1",
          TransitGatewayId: "tgw-1",
          ResourceType: "vpc",
          ResourceId: "vpc-1",
          State: "available",
          Association: { TransitGatewayRouteTableId: "tgw-rtb-1", State: "associated" },
        },
      ],
      TransitGatewayVpcAttachments: [
        {
          TransitGatewayAttachmentId: "tgw-attach-1",
          TransitGatewayId: "tgw-1",
          VpcId: "vpc-1",
          SubnetIds: ["subnet-2", "subnet-1"],
          Options: {
            ApplianceModeSupport: "enable",
            Ipv6Support: "disable",
            SecurityGroupReferencingSupport: "enable",
          },
        },
      ],
    },
    expected: {
      transitGatewayId: "tgw-1",
      resourceType: "vpc",
      resourceId: "vpc-1",
      association: { routeTableId: "tgw-rtb-1", state: "associated" },
      subnetIds: ["subnet-1", "subnet-2"],
      applianceMode: true,
      ipv6Support: false,
      securityGroupReferencing: true,
    },
  },
  {
    kind: "transitGatewayAttachment",
    replies: {
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: "tgw-attach-2",
          TransitGatewayId: "tgw-1",
          ResourceType: "peering",
          ResourceId: "tgw-9",
          State: "available",
        },
      ],
      TransitGatewayPeeringAttachments: [
        {
          TransitGatewayAttachmentId: "tgw-attach-2",
          RequesterTgwInfo: { TransitGatewayId: "tgw-9" },
          AccepterTgwInfo: { TransitGatewayId: "tgw-1" },
        },
      ],
    },
    expected: { resourceType: "peering", resourceId: "tgw-9", peerTransitGatewayId: "tgw-9", subnetIds: [] },
  },
  {
    kind: "transitGatewayRouteTable",
    replies: {
      TransitGatewayRouteTables: [
        { TransitGatewayRouteTableId: "tgw-rtb-1", TransitGatewayId: "tgw-1", State: "available" },
        { TransitGatewayRouteTableId: "tgw-rtb-0", TransitGatewayId: "tgw-1", State: "deleted" },
      ],
      TransitGatewayStaticRoutes: [
        {
          TransitGatewayRouteTableId: "tgw-rtb-1",
          Routes: [
            { DestinationCidrBlock: "10.9.0.0/16", Type: "static", State: "blackhole" },
            {
              PrefixListId: "pl-1",
              Type: "propagated",
              State: "active",
              TransitGatewayAttachments: [
                { TransitGatewayAttachmentId: "tgw-attach-1", ResourceId: "vpc-1", ResourceType: "vpc" },
              ],
            },
          ],
        },
      ],
      TransitGatewayPropagations: [
        {
          TransitGatewayRouteTableId: "tgw-rtb-1",
          TransitGatewayRouteTablePropagations: [
            {
              TransitGatewayAttachmentId: "tgw-attach-1",
              ResourceId: "vpc-1",
              ResourceType: "vpc",
              State: "enabled",
            },
            { TransitGatewayAttachmentId: "tgw-attach-2", State: "disabled" },
          ],
        },
      ],
    },
    expected: {
      id: "tgw-rtb-1",
      routes: [
        { destination: { prefix: "10.9.0.0/16" }, type: "static", state: "blackhole", attachments: [] },
        {
          destination: { prefixListId: "pl-1" },
          type: "propagated",
          state: "active",
          attachments: [{ attachmentId: "tgw-attach-1", resourceId: "vpc-1", resourceType: "vpc" }],
        },
      ],
      propagations: [{ attachmentId: "tgw-attach-1", resourceId: "vpc-1", resourceType: "vpc" }],
    },
  },
  {
    kind: "vpnConnection",
    replies: {
      VpnConnections: [
        {
          VpnConnectionId: "vpn-1",
          State: "available",
          VpnGatewayId: "vgw-1",
          CustomerGatewayId: "cgw-1",
          Options: {
            StaticRoutesOnly: true,
            TunnelOptions: [{ OutsideIpAddress: "203.0.113.9" }, { OutsideIpAddress: "203.0.113.1" }],
          },
          Routes: [{ DestinationCidrBlock: "192.168.0.0/16", State: "available" }],
          VgwTelemetry: [{ OutsideIpAddress: "203.0.113.1", Status: "UP", AcceptedRouteCount: 3 }],
        },
      ],
    },
    expected: {
      vpnGatewayId: "vgw-1",
      customerGatewayId: "cgw-1",
      staticRoutesOnly: true,
      routes: [{ prefix: "192.168.0.0/16", state: "available" }],
      tunnels: [
        { outsideAddress: "203.0.113.9", status: "UNKNOWN" },
        { outsideAddress: "203.0.113.1", status: "UP", acceptedRouteCount: 3 },
      ],
    },
  },
  {
    kind: "virtualInterface",
    replies: {
      virtualInterfaces: [
        {
          virtualInterfaceId: "dxvif-1",
          virtualInterfaceState: "available",
          connectionId: "dxcon-1",
          virtualGatewayId: "vgw-1",
          bgpPeers: [{ bgpStatus: "up" }, { bgpStatus: "down" }],
        },
      ],
    },
    expected: {
      state: "available",
      connectionId: "dxcon-1",
      vpnGatewayId: "vgw-1",
      bgpStatuses: ["down", "up"],
    },
  },
  {
    kind: "directConnectConnection",
    replies: {
      connections: [
        { connectionId: "dxcon-1", connectionName: "dc", connectionState: "available", bandwidth: "10Gbps" },
      ],
    },
    expected: { name: "dc", state: "available", bandwidth: "10Gbps" },
  },
  {
    kind: "directConnectAssociation",
    replies: {
      DirectConnectGatewayAssociations: [
        {
          AssociationId: "a-1",
          AssociationState: "associated",
          DirectConnectGatewayId: "dxgw-1",
          AssociatedGateway: { Id: "tgw-1" },
          AllowedPrefixesToDirectConnectGateway: [{ Cidr: "10.0.0.0/8" }],
        },
      ],
    },
    expected: {
      state: "associated",
      directConnectGatewayId: "dxgw-1",
      associatedGatewayId: "tgw-1",
      allowedPrefixes: ["10.0.0.0/8"],
    },
  },
  {
    kind: "vpcEndpoint",
    replies: {
      VpcEndpoints: [
        {
          VpcEndpointId: "vpce-1",
          VpcEndpointType: "Interface",
          VpcId: "vpc-1",
          ServiceName: "com.amazonaws.eu-west-1.ec2",
          State: "Available",
          SubnetIds: ["subnet-1"],
          NetworkInterfaceIds: ["eni-1"],
          RouteTableIds: [],
          Groups: [{ GroupId: "sg-1" }],
          PrivateDnsEnabled: true,
        },
      ],
    },
    expected: {
      endpointType: "Interface",
      serviceName: "com.amazonaws.eu-west-1.ec2",
      state: "available",
      subnetIds: ["subnet-1"],
      networkInterfaceIds: ["eni-1"],
      routeTableIds: [],
      securityGroupIds: ["sg-1"],
      privateDnsEnabled: true,
    },
  },
  {
    kind: "loadBalancer",
    replies: {
      LoadBalancers: [
        {
          LoadBalancerArn: loadBalancerArn,
          LoadBalancerName: "lb",
          Type: "network",
          Scheme: "internal",
          State: { Code: "active" },
          VpcId: "vpc-1",
          DNSName: "lb.example",
          IpAddressType: "ipv4",
          AvailabilityZones: [{ ZoneName: "eu-west-1a", SubnetId: "subnet-1" }],
          SecurityGroups: ["sg-1"],
          EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
        },
      ],
      LoadBalancerAttributes: [
        {
          LoadBalancerArn: loadBalancerArn,
          Attributes: [
            { Key: "load_balancing.cross_zone.enabled", Value: "true" },
            { Key: "access_logs.s3.bucket", Value: "x" },
          ],
        },
      ],
    },
    expected: {
      name: "lb",
      region: "eu-west-1",
      accountId: "111122223333",
      type: "network",
      scheme: "internal",
      state: "active",
      zones: [{ zoneName: "eu-west-1a", subnetId: "subnet-1" }],
      securityGroupIds: ["sg-1"],
      enforceInboundRulesOnPrivateLink: false,
      attributes: [{ key: "load_balancing.cross_zone.enabled", value: "true" }],
    },
  },
  {
    kind: "listener",
    replies: {
      LoadBalancerListeners: [
        {
          LoadBalancerArn: loadBalancerArn,
          Listeners: [
            {
              ListenerArn: listenerArn,
              LoadBalancerArn: loadBalancerArn,
              Port: 443,
              Protocol: "TLS",
              DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
            },
          ],
        },
      ],
      Rules: [
        {
          RuleArn: `${listenerArn.replace("listener", "listener-rule")}/0d`,
          Priority: "20",
          IsDefault: false,
          Conditions: [
            { Field: "path-pattern", Values: ["/b"] },
            { Field: "host-header", HostHeaderConfig: { Values: ["h"] } },
          ],
          Actions: [
            {
              Type: "forward",
              ForwardConfig: { TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 5 }] },
            },
          ],
        },
        {
          RuleArn: `${listenerArn.replace("listener", "listener-rule")}/0e`,
          Priority: "default",
          IsDefault: true,
          Actions: [],
        },
      ],
    },
    expected: {
      port: 443,
      protocol: "TLS",
      defaultActions: [{ type: "forward", targetGroups: [{ targetGroupArn, weight: 1 }] }],
      rules: [
        {
          priority: "20",
          hosts: ["h"],
          paths: ["/b"],
          actions: [{ type: "forward", targetGroups: [{ targetGroupArn, weight: 5 }] }],
        },
      ],
    },
  },
  {
    kind: "targetGroup",
    replies: {
      TargetGroups: [
        {
          TargetGroupArn: targetGroupArn,
          TargetGroupName: "tg",
          TargetType: "ip",
          Protocol: "TCP",
          Port: 80,
          VpcId: "vpc-1",
          LoadBalancerArns: [loadBalancerArn],
          HealthCheckProtocol: "TCP",
          HealthCheckPort: "traffic-port",
          HealthCheckEnabled: true,
        },
      ],
      LoadBalancerTargetHealth: [
        {
          TargetGroupArn: targetGroupArn,
          TargetHealthDescriptions: [
            {
              Target: { Id: "10.0.0.5", Port: 80, AvailabilityZone: "all" },
              TargetHealth: { State: "unhealthy", Reason: "Target.Timeout" },
            },
          ],
        },
      ],
      TargetGroupAttributes: [
        {
          TargetGroupArn: targetGroupArn,
          Attributes: [{ Key: "preserve_client_ip.enabled", Value: "false" }],
        },
      ],
    },
    expected: {
      targetType: "ip",
      protocol: "TCP",
      port: 80,
      loadBalancerArns: [loadBalancerArn],
      healthCheck: { protocol: "TCP", port: "traffic-port", enabled: true },
      targets: [{ id: "10.0.0.5", port: 80, zoneName: "all", state: "unhealthy", reason: "Target.Timeout" }],
      attributes: [{ key: "preserve_client_ip.enabled", value: "false" }],
    },
  },
  {
    kind: "classicLoadBalancer",
    replies: {
      LoadBalancerDescriptions: [
        {
          LoadBalancerName: "old",
          Scheme: "internal",
          VPCId: "vpc-1",
          Subnets: ["subnet-1"],
          SecurityGroups: ["sg-1"],
          Instances: [{ InstanceId: "i-1" }],
          ListenerDescriptions: [
            {
              Listener: {
                Protocol: "HTTP",
                LoadBalancerPort: 80,
                InstanceProtocol: "HTTP",
                InstancePort: 8080,
              },
            },
          ],
          HealthCheck: { Target: "TCP:80" },
        },
      ],
      LoadBalancerInstanceHealth: [
        {
          LoadBalancerName: "old",
          InstanceStates: [
            { InstanceId: "i-1", State: "OutOfService", ReasonCode: "Instance", Description: "failed" },
          ],
        },
      ],
    },
    expected: {
      id: "old",
      scheme: "internal",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      securityGroupIds: ["sg-1"],
      instanceIds: ["i-1"],
      instanceStates: [{ instanceId: "i-1", state: "OutOfService", reason: "Instance" }],
      listeners: [{ protocol: "HTTP", port: 80, instanceProtocol: "HTTP", instancePort: 8080 }],
      healthCheckTarget: "TCP:80",
    },
  },
  {
    kind: "autoScalingGroup",
    replies: {
      AutoScalingGroups: [
        {
          AutoScalingGroupName: "asg",
          AutoScalingGroupARN:
            "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x:autoScalingGroupName/asg",
          MinSize: 1,
          DesiredCapacity: 2,
          MaxSize: 3,
          VPCZoneIdentifier: "subnet-2,subnet-1",
          TargetGroupARNs: [targetGroupArn],
          LoadBalancerNames: ["old"],
          HealthCheckType: "ELB",
          Instances: [{ InstanceId: "i-1", HealthStatus: "Healthy", LifecycleState: "InService" }],
          SuspendedProcesses: [{ ProcessName: "Launch" }],
        },
      ],
    },
    expected: {
      name: "asg",
      minSize: 1,
      desiredCapacity: 2,
      maxSize: 3,
      subnetIds: ["subnet-1", "subnet-2"],
      targetGroupArns: [targetGroupArn],
      loadBalancerNames: ["old"],
      healthCheckType: "ELB",
      instances: [{ instanceId: "i-1", healthStatus: "Healthy", lifecycleState: "InService" }],
      suspendedProcesses: ["Launch"],
    },
  },
  {
    kind: "firewall",
    replies: {
      Firewall: {
        FirewallArn: "arn:aws:network-firewall:eu-west-1:111122223333:firewall/fw",
        FirewallName: "fw",
        VpcId: "vpc-1",
      },
      FirewallStatus: {
        Status: "READY",
        SyncStates: {
          "eu-west-1a": { Attachment: { SubnetId: "subnet-1", EndpointId: "vpce-1", Status: "READY" } },
        },
      },
    },
    expected: {
      name: "fw",
      vpcId: "vpc-1",
      status: "READY",
      endpoints: [{ zoneName: "eu-west-1a", endpointId: "vpce-1", subnetId: "subnet-1" }],
    },
  },
  {
    kind: "databaseInstance",
    replies: {
      DBInstances: [
        {
          DBInstanceIdentifier: "orders",
          DBInstanceArn: "arn:aws:rds:eu-west-1:111122223333:db:orders",
          Engine: "postgres",
          DBInstanceStatus: "available",
          Endpoint: { Address: "orders.example", Port: 5432 },
          DBSubnetGroup: {
            VpcId: "vpc-1",
            Subnets: [{ SubnetIdentifier: "subnet-2" }, { SubnetIdentifier: "subnet-1" }],
          },
          VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1" }],
          AvailabilityZone: "eu-west-1a",
          MultiAZ: true,
          SecondaryAvailabilityZone: "eu-west-1b",
          PubliclyAccessible: true,
        },
      ],
    },
    expected: {
      name: "orders",
      engine: "postgres",
      state: "available",
      port: 5432,
      endpoint: "orders.example",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      zoneName: "eu-west-1a",
      multiZone: true,
      secondaryZoneName: "eu-west-1b",
      publiclyAccessible: true,
    },
  },
  {
    kind: "dataStore",
    replies: {
      ReplicationGroups: [
        {
          ReplicationGroupId: "sessions",
          ARN: "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:sessions",
          Status: "available",
          MemberClusters: ["sessions-001"],
          NodeGroups: [{ PrimaryEndpoint: { Address: "sessions.example", Port: 6380 } }],
          AuthTokenEnabled: true,
        },
      ],
      CacheClusters: [
        {
          CacheClusterId: "sessions-001",
          ReplicationGroupId: "sessions",
          Engine: "valkey",
          CacheSubnetGroupName: "caches",
          SecurityGroups: [{ SecurityGroupId: "sg-1", Status: "active" }],
        },
      ],
      CacheSubnetGroups: [
        {
          CacheSubnetGroupName: "caches",
          VpcId: "vpc-1",
          Subnets: [{ SubnetIdentifier: "subnet-2" }, { SubnetIdentifier: "subnet-1" }],
        },
      ],
      NetworkInterfaces: [
        {
          NetworkInterfaceId: "eni-9",
          SubnetId: "subnet-1",
          VpcId: "vpc-1",
          Description: "ElastiCache sessions-001",
          PrivateIpAddress: "10.0.0.9",
        },
      ],
    },
    expected: {
      name: "sessions",
      service: "elasticache",
      engine: "valkey",
      state: "available",
      protocol: "tcp",
      port: 6380,
      endpoint: "sessions.example",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      networkInterfaceIds: ["eni-9"],
      auth: "credential",
    },
  },
  {
    kind: "dataStore",
    replies: {
      CacheClusters: [
        {
          CacheClusterId: "pages",
          ARN: "arn:aws:elasticache:eu-west-1:111122223333:cluster:pages",
          Engine: "memcached",
          CacheClusterStatus: "available",
          ConfigurationEndpoint: { Address: "pages.cfg.example", Port: 11211 },
          CacheNodes: [{ Endpoint: { Address: "pages.0001.example", Port: 11211 } }],
        },
      ],
    },
    expected: {
      name: "pages",
      engine: "memcached",
      port: 11211,
      endpoint: "pages.cfg.example",
      auth: "open",
      subnetIds: [],
      accountId: "111122223333",
      region: "eu-west-1",
    },
  },
  {
    kind: "dataStore",
    replies: {
      Clusters: [
        {
          ClusterIdentifier: "sales",
          ClusterStatus: "available",
          Endpoint: { Address: "sales.example", Port: 5440 },
          ClusterSubnetGroupName: "warehouse",
          VpcId: "vpc-1",
          VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
          ClusterNodes: [{ NodeRole: "LEADER", PrivateIPAddress: "10.0.0.10" }],
        },
      ],
      ClusterSubnetGroups: [
        {
          ClusterSubnetGroupName: "warehouse",
          VpcId: "vpc-1",
          Subnets: [{ SubnetIdentifier: "subnet-1" }],
        },
      ],
      NetworkInterfaces: [
        { NetworkInterfaceId: "eni-9", SubnetId: "subnet-1", VpcId: "vpc-1", PrivateIpAddress: "10.0.0.10" },
      ],
    },
    expected: {
      id: "sales",
      service: "redshift",
      state: "available",
      port: 5440,
      endpoint: "sales.example",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      securityGroupIds: ["sg-1"],
      networkInterfaceIds: ["eni-9"],
      auth: "credential",
    },
  },
  {
    kind: "dataStore",
    replies: {
      DomainStatusList: [
        { ARN: "arn:aws:es:eu-west-1:111122223333:domain/gone", DomainName: "gone", Deleted: true },
        {
          ARN: "arn:aws:es:eu-west-1:111122223333:domain/logs",
          DomainName: "logs",
          EngineVersion: "OpenSearch_2.11",
          Endpoints: { vpc: "vpc-logs.example" },
          VPCOptions: { VPCId: "vpc-1", SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
          AdvancedSecurityOptions: { Enabled: true },
        },
      ],
    },
    expected: {
      name: "logs",
      service: "opensearch",
      engine: "OpenSearch_2.11",
      state: "active",
      port: 443,
      endpoint: "vpc-logs.example",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      securityGroupIds: ["sg-1"],
      auth: "credential",
    },
  },
];

import { expect, it } from "vitest";
import { diffConfigurations, emptyConfiguration, exportConfiguration } from "../../engine/configuration";
import { readAwsInput } from ".";
import { file } from "./fixtures";

const PLANTED = "planted7S3cr3t";
// Split, so that no scanner takes them for real.
const KEY_ID = `AKIA${"PLANTED0PLANTED0"}`;
const SECRET_KEY = `pLaNtEd${"7S3cr3tpLaNtEd7S3cr3tpLaNtEd7S3cr"}`;

/** Secrets wherever an account may have them: where AWS returns them, and where people put them. */
const files = [
  file("VpnConnections.json", {
    VpnConnections: [
      {
        VpnConnectionId: "vpn-1",
        State: "available",
        CustomerGatewayConfiguration: `<pre_shared_key>${PLANTED}</pre_shared_key>`,
        Options: { TunnelOptions: [{ OutsideIpAddress: "203.0.113.1", PreSharedKey: PLANTED }] },
        VgwTelemetry: [{ OutsideIpAddress: "203.0.113.1", Status: "UP", StatusMessage: PLANTED }],
      },
    ],
  }),
  file("Reservations.json", {
    Reservations: [
      {
        Instances: [
          {
            InstanceId: "i-1",
            State: { Name: "running" },
            UserData: Buffer.from(PLANTED).toString("base64"),
            UserDataText: PLANTED,
            Tags: [
              { Key: "Name", Value: `ci ${KEY_ID}` },
              { Key: "db_password", Value: PLANTED },
              { Key: "note", Value: SECRET_KEY },
            ],
          },
        ],
      },
    ],
  }),
  file("SecurityGroups.json", {
    SecurityGroups: [
      {
        GroupId: "sg-1",
        GroupName: `password=${PLANTED}`,
        IpPermissions: [
          { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0", Description: `psk: ${PLANTED}` }] },
        ],
      },
    ],
  }),
  file("DBInstances.json", { DBInstances: [{ DBInstanceIdentifier: "db", MasterUserPassword: PLANTED }] }),
  file("LaunchTemplateVersions.json", {
    LaunchTemplateVersions: [{ LaunchTemplateData: { UserData: PLANTED } }],
  }),
  file("credentials.json", { AccessKeyMetadata: [{ AccessKeyId: KEY_ID, SecretAccessKey: SECRET_KEY }] }),
  file("odd-key.json", { [KEY_ID]: [] }),
  file(`${KEY_ID}/notes.json`, { [`password=${PLANTED}`]: [1] }),
  file("broken.json", `{"PreSharedKey": "${PLANTED}" "${KEY_ID}"`),
  file("broken-value.json", { Vpcs: PLANTED, Subnets: [PLANTED] }),
  file("ipsec.txt", `pre-shared-key ${PLANTED}`),
  file("Error.json", { Error: { Code: `password=${PLANTED}`, Message: PLANTED } }),
];

it("lets no secret past: not into the configuration, the diagnostics or the list of what was ignored", () => {
  const { configuration, diagnostics, ignored } = readAwsInput(files);
  const kept = exportConfiguration(configuration) + JSON.stringify({ diagnostics, ignored });
  for (const secret of [PLANTED, Buffer.from(PLANTED).toString("base64"), KEY_ID, SECRET_KEY])
    expect(kept).not.toContain(secret);
  expect(configuration.resources.vpnConnection[0]?.tunnels).toEqual([
    { outsideAddress: "203.0.113.1", status: "UP" },
  ]);
  expect(configuration.resources.instance[0]?.name).toBe("ci [removed]");
  expect(diagnostics.filter((each) => each.code === "secret-removed").length).toBe(5);
});

it("removes them from an export that somebody else wrote, too", () => {
  const { configuration } = readAwsInput(files);
  const text = exportConfiguration(configuration).replace('"ci [removed]"', `"ci ${KEY_ID}"`);
  const again = readAwsInput([file("export.json", text)]);
  expect(exportConfiguration(again.configuration)).toBe(exportConfiguration(configuration));
});

it("shows none in what changed: neither in what came with it nor in the change of a secret alone", () => {
  const { configuration } = readAwsInput(files);
  const rekeyed = files.map(({ path, bytes }) => ({
    path,
    bytes: new TextEncoder().encode(
      new TextDecoder().decode(bytes).replaceAll(PLANTED, "0therPl4nt3d").replace("UP", "DOWN"),
    ),
  }));
  const diffs = [
    diffConfigurations(emptyConfiguration(), configuration),
    diffConfigurations(configuration, readAwsInput(rekeyed).configuration),
  ];
  const text = JSON.stringify(diffs);
  expect(text).toContain("Tunnel 203.0.113.1: status");
  for (const secret of [PLANTED, "0therPl4nt3d", KEY_ID, SECRET_KEY]) expect(text).not.toContain(secret);
  expect(diffs[1]?.changes.map(({ element }) => element.id)).toEqual(["vpn-1"]);
});

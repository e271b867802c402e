import type { ChangeOf, ConfigurationIndex } from "../../configuration";
import { nameTag, type Options, type Ref, type Run, variable } from "./cli-command";
import type { HostChange } from "./host-change";
import { shellWord } from "./quote";

/** Commands for changes of hosts, and of who serves beside them. */
export function hostCommands(index: ConfigurationIndex, change: HostChange, ref: Ref, run: Run): string[] {
  switch (change.kind) {
    case "patch-host":
    case "patch-everything":
      return [
        "# What installs the patch depends on the host: a package manager, an image, AWS Systems Manager.",
      ];
    case "require-metadata-token":
      return [
        run("modify-instance-metadata-options", [
          ["--instance-id", shellWord(change.instanceId)],
          ["--http-tokens", "required"],
        ]),
      ];
    case "resize-instance":
      return resizeCommands(change, run);
    case "add-instance":
      return instanceCommands(index, change, run);
    case "set-desired-capacity":
      return [
        run(
          "set-desired-capacity",
          [
            ["--auto-scaling-group-name", shellWord(groupName(index, change))],
            ["--desired-capacity", String(change.to)],
          ],
          "autoscaling",
        ),
      ];
    case "register-target":
      return [targetCommand(change, ref, run)];
    case "set-cross-zone":
      return [crossZoneCommand(index, change, run)];
  }
}

/** Commands know a scaling group by its name. */
function groupName(
  index: ConfigurationIndex,
  { autoScalingGroupId }: ChangeOf<"set-desired-capacity">,
): string {
  return index.get("autoScalingGroup", autoScalingGroupId)?.name ?? autoScalingGroupId;
}

/** An instance takes another type only while it is stopped. */
function resizeCommands({ instanceId, to }: ChangeOf<"resize-instance">, run: Run): string[] {
  const ids: Options = [["--instance-ids", shellWord(instanceId)]];
  return [
    run("stop-instances", ids),
    run("wait instance-stopped", ids),
    run("modify-instance-attribute", [
      ["--instance-id", shellWord(instanceId)],
      ["--instance-type", shellWord(JSON.stringify({ Value: to }))],
    ]),
    run("start-instances", ids),
    run("wait instance-running", ids),
  ];
}

/** What the instance runs is copied as an image first: the model does not know it. */
function instanceCommands(index: ConfigurationIndex, change: ChangeOf<"add-instance">, run: Run): string[] {
  const { id, name, copyOf, subnetId } = change;
  const [made, image] = [variable(id), variable(`image ${copyOf}`)];
  const groups = index.interfacesOfInstance(copyOf)[0]?.securityGroupIds ?? [];
  const type = index.get("instance", copyOf)?.instanceType;
  const text: Options = [["--output", "text"]];
  const create = run("create-image", [
    ["--instance-id", shellWord(copyOf)],
    ["--name", shellWord(name)],
    ["--no-reboot"],
    ["--query", "ImageId"],
    ...text,
  ]);
  const start = run("run-instances", [
    ["--image-id", `"$${image}"`],
    ...(type === undefined ? [] : [["--instance-type", shellWord(type)] as const]),
    ["--subnet-id", shellWord(subnetId)],
    ...(groups.length === 0 ? [] : [["--security-group-ids", groups.map(shellWord).join(" ")] as const]),
    [
      "--tag-specifications",
      shellWord(JSON.stringify([{ ResourceType: "instance", Tags: [nameTag(name)] }])),
    ],
    ["--query", shellWord("Instances[0].InstanceId")],
    ...text,
  ]);
  return [
    `${image}=$(${create})`,
    run("wait image-available", [["--image-ids", `"$${image}"`]]),
    `${made}=$(${start})`,
    run("wait instance-running", [["--instance-ids", `"$${made}"`]]),
  ];
}

function targetCommand(
  { targetGroupId, target, port }: ChangeOf<"register-target">,
  ref: Ref,
  run: Run,
): string {
  const options: Options = [
    ["--target-group-arn", shellWord(targetGroupId)],
    ["--targets", `Id=${ref(target)}${port === undefined ? "" : `,Port=${port}`}`],
  ];
  return run("register-targets", options, "elbv2");
}

function crossZoneCommand(
  index: ConfigurationIndex,
  { holderId }: ChangeOf<"set-cross-zone">,
  run: Run,
): string {
  const attribute: readonly [string, string] = [
    "--attributes",
    "Key=load_balancing.cross_zone.enabled,Value=true",
  ];
  if (index.get("targetGroup", holderId))
    return run(
      "modify-target-group-attributes",
      [["--target-group-arn", shellWord(holderId)], attribute],
      "elbv2",
    );
  if (index.get("loadBalancer", holderId))
    return run(
      "modify-load-balancer-attributes",
      [["--load-balancer-arn", shellWord(holderId)], attribute],
      "elbv2",
    );
  const classic = JSON.stringify({ CrossZoneLoadBalancing: { Enabled: true } });
  return run(
    "modify-load-balancer-attributes",
    [
      ["--load-balancer-name", shellWord(holderId)],
      ["--load-balancer-attributes", shellWord(classic)],
    ],
    "elb",
  );
}

import type { ChangeOf, ConfigurationIndex } from "../../configuration";
import type { HostChange } from "./host-change";
import { commentText, terraformString } from "./quote";
import { block, label, nameTag, type Ref, resource } from "./terraform-block";

/** Changes of hosts, and of who serves beside them: a block for what is new, else a comment that says what to look for. */
export function hostBlocks(index: ConfigurationIndex, change: HostChange, ref: Ref): string[] {
  switch (change.kind) {
    case "patch-host":
    case "patch-everything":
      return [
        "# No resource of the provider changes: the patch is installed on the host, or comes with a new image.",
      ];
    case "require-metadata-token":
      return [
        "# Set this where the instance is declared:",
        `#   resource "aws_instance" ... # ${commentText(change.instanceId)}`,
        "#     metadata_options {",
        '#       http_tokens = "required"',
        "#     }",
      ];
    case "resize-instance":
      return [
        "# Change the type where the instance is declared; it is stopped and started:",
        `#   instance_type = ${terraformString(change.to)}`,
      ];
    case "add-instance":
      return instanceBlocks(index, change);
    case "set-desired-capacity":
      return [
        "# Change the size where the scaling group is declared, unless a lifecycle block leaves it to others:",
        `#   resource "aws_autoscaling_group" ... # ${commentText(index.get("autoScalingGroup", change.autoScalingGroupId)?.name ?? change.autoScalingGroupId)}`,
        `#     desired_capacity = ${change.to}`,
      ];
    case "register-target":
      return [
        resource("aws_lb_target_group_attachment", `${change.targetGroupId} ${change.target}`, [
          ["target_group_arn", terraformString(change.targetGroupId)],
          ["target_id", ref(change.target)],
          ["port", change.port],
        ]),
      ];
    case "set-cross-zone":
      return crossZoneLines(index, change);
  }
}

/** What the instance runs is copied as an image first: the model does not know it. */
function instanceBlocks(index: ConfigurationIndex, change: ChangeOf<"add-instance">): string[] {
  const name = label(change);
  const groups = index.interfacesOfInstance(change.copyOf)[0]?.securityGroupIds ?? [];
  const type = index.get("instance", change.copyOf)?.instanceType;
  return [
    block("aws_ami_from_instance", name, [
      ["name", terraformString(change.name)],
      ["source_instance_id", terraformString(change.copyOf)],
      ["snapshot_without_reboot", "true"],
    ]),
    block("aws_instance", name, [
      ["ami", `aws_ami_from_instance.${name}.id`],
      ["instance_type", type === undefined ? undefined : terraformString(type)],
      ["subnet_id", terraformString(change.subnetId)],
      ["vpc_security_group_ids", `[${groups.map(terraformString).join(", ")}]`],
      ["tags", nameTag(change.name)],
    ]),
  ];
}

function crossZoneLines(index: ConfigurationIndex, { holderId }: ChangeOf<"set-cross-zone">): string[] {
  const [type, line] = index.get("targetGroup", holderId)
    ? ["aws_lb_target_group", 'load_balancing_cross_zone_enabled = "true"']
    : index.get("loadBalancer", holderId)
      ? ["aws_lb", "enable_cross_zone_load_balancing = true"]
      : ["aws_elb", "cross_zone_load_balancing = true"];
  return [
    "# Set this where it is declared:",
    `#   resource "${type}" ... # ${commentText(holderId)}`,
    `#     ${line}`,
  ];
}

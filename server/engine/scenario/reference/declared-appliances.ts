import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import { elementOf, type FactAppliance } from "../../intent";
import type { FactProblem } from "./declared";
import { declaredReference, sayRepeated } from "./declared-reference";

/** Declared appliances as resources. An interface is named by itself, by an address, or by a host that has only one. */
export function declaredAppliances(
  index: ConfigurationIndex,
  appliances: readonly FactAppliance[],
  problems: FactProblem[],
): ResourceOf<"appliance">[] {
  const declared = appliances.map((fact, position) => applianceOf(index, fact, position, problems));
  sayRepeated(
    "appliances",
    "interface",
    declared.map((each) => each?.id),
    problems,
  );
  return declared.flatMap((each) => each ?? []);
}

function applianceOf(
  index: ConfigurationIndex,
  { interface: reference, behavior, outInterface }: FactAppliance,
  position: number,
  problems: FactProblem[],
): ResourceOf<"appliance"> | undefined {
  const place = `appliances[${position}]`;
  const nic = interfaceOf(index, reference, `${place}.interface`, problems);
  if (!nic) return undefined;
  if ((behavior === "interface-pair") !== (outInterface !== undefined)) {
    const message =
      outInterface === undefined
        ? "an interface pair needs `outInterface`: the interface by which packets leave"
        : `\`outInterface\` says something only with the behavior \`interface-pair\`, not \`${behavior}\``;
    problems.push({ place: `${place}.outInterface`, message, candidates: [] });
    return undefined;
  }
  const out =
    outInterface === undefined
      ? undefined
      : interfaceOf(index, outInterface, `${place}.outInterface`, problems);
  if (outInterface !== undefined && !out) return undefined;
  if (out && (out.id === nic.id || out.attachment?.instanceId !== nic.attachment?.instanceId)) {
    const message = `\`${out.id}\` is not another interface of the host that has \`${nic.id}\``;
    problems.push({ place: `${place}.outInterface`, message, candidates: [] });
    return undefined;
  }
  return {
    kind: "appliance",
    id: `appliance:${nic.id}`,
    accountId: nic.accountId,
    region: nic.region,
    tags: [],
    networkInterfaceId: nic.id,
    behavior: behavior === "stateless" ? "forwards" : behavior,
    ...(out ? { outInterfaceId: out.id } : {}),
    stateful: behavior !== "stateless",
  };
}

function interfaceOf(
  index: ConfigurationIndex,
  text: string,
  place: string,
  problems: FactProblem[],
): ResourceOf<"networkInterface"> | undefined {
  const kinds = ["networkInterface", "instance"] as const;
  const wanted = "a network interface, one of its addresses, or an instance that has only one";
  const found = declaredReference(index, { text, kinds, wanted, place }, problems);
  if (found?.kind !== "instance") return found;
  const own = index.configuration.resources.networkInterface.filter(
    ({ attachment }) => attachment?.instanceId === found.id,
  );
  const [only] = own;
  if (only && own.length === 1) return only;
  const message = `\`${text}\` has ${own.length} interfaces: write the id of one of them`;
  problems.push({ place, message, candidates: own.map(elementOf) });
  return undefined;
}

import { anomaliesLocal, type LocalDeviation } from "../../application/local-anomalies";
import type { Command } from "../command";
import { count } from "../print/table";
import { elementText, plain } from "../print/words";

export const anomaliesCommand: Command = {
  name: "anomalies",
  summary: "what differs from those that do the same job: rules, routes and addresses that peers do not have",
  usage: "CONFIG",
  help: [],
  options: {},
  run: ({ ports, local }) => {
    const answer = anomaliesLocal(ports, local);
    const { deviations, compared, notComparedCount } = answer;
    const isAccepted = ({ exception }: LocalDeviation) => exception !== null;
    const accepted = deviations.filter(isAccepted);
    const members = compared.reduce((sum, { memberCount }) => sum + memberCount, 0);
    return {
      json: { ...answer },
      text: [
        ...deviations.map(deviationText),
        `${count(deviations.length, "difference")} among ${count(members, "resource")} in ${count(compared.length, "role")}${accepted.length === 0 ? "" : `, ${accepted.length} accepted by umbra.json`}`,
        ...(notComparedCount === 0
          ? []
          : [
              `${count(notComparedCount, "resource")} not compared: no role is known, or fewer than 5 peers have it`,
            ]),
      ].join("\n"),
      isWrong: accepted.length < deviations.length,
    };
  },
};

const DANGER = ["unusual", "lacks", "lets in", "open to everyone"] as const;

function deviationText(deviation: LocalDeviation): string {
  const { subject, role, kind, token, literals, danger, peerCount, agreeingCount, agreement, peers } =
    deviation;
  const { fingerprint, exception } = deviation;
  const share = `${agreeingCount} of ${peerCount} peers ${kind === "extra" ? "do not have it" : "have it"}`;
  return [
    `${DANGER[danger]}: ${elementText(subject)} ${kind === "extra" ? "has" : "lacks"} "${plain(token)}"`,
    `  role ${plain(role.name)} by ${plain(role.how)}; ${share} (at least ${Math.floor(agreement * 100)} % at 95 % confidence): ${peers.map(elementText).join(", ")}`,
    ...(literals.length === 0
      ? []
      : [`  ${kind === "extra" ? "as" : "as peers have it"}: ${literals.map(plain).join("; ")}`]),
    `  fingerprint ${fingerprint}`,
    ...(exception ? [`  accepted by ${plain(exception.owner)} until ${exception.expires}`] : []),
  ].join("\n");
}

import { anomaliesLocal } from "../../application/local-anomalies";
import type { Deviation } from "../../engine/baseline";
import type { Command } from "../command";
import { count } from "../print/table";
import { elementText, plain } from "../print/words";

export const anomaliesCommand: Command = {
  name: "anomalies",
  summary: "what differs from those that do the same job: rules, routes and addresses that peers do not have",
  usage: "CONFIG",
  help: [],
  options: {},
  run: ({ local }) => {
    const answer = anomaliesLocal(local);
    const { deviations, compared, notComparedCount } = answer;
    const members = compared.reduce((sum, { memberCount }) => sum + memberCount, 0);
    return {
      json: { ...answer },
      text: [
        ...deviations.map(deviationText),
        `${count(deviations.length, "difference")} among ${count(members, "resource")} in ${count(compared.length, "role")}`,
        ...(notComparedCount === 0
          ? []
          : [
              `${count(notComparedCount, "resource")} not compared: no role is known, or fewer than 5 peers have it`,
            ]),
      ].join("\n"),
      isWrong: deviations.length > 0,
    };
  },
};

const DANGER = ["unusual", "lacks", "lets in", "open to everyone"] as const;

function deviationText(deviation: Deviation): string {
  const { subject, role, kind, token, literals, danger, peerCount, agreeingCount, agreement, peers } =
    deviation;
  const share = `${agreeingCount} of ${peerCount} peers ${kind === "extra" ? "do not have it" : "have it"}`;
  return [
    `${DANGER[danger]}: ${elementText(subject)} ${kind === "extra" ? "has" : "lacks"} "${plain(token)}"`,
    `  role ${plain(role.name)} by ${plain(role.how)}; ${share} (at least ${Math.floor(agreement * 100)} % at 95 % confidence): ${peers.map(elementText).join(", ")}`,
    ...(literals.length === 0
      ? []
      : [`  ${kind === "extra" ? "as" : "as peers have it"}: ${literals.map(plain).join("; ")}`]),
  ].join("\n");
}

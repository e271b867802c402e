import { eventsLocal, type LocalEvents } from "../../application/local-events";
import type { RareAction } from "../../engine/baseline";
import type { FilesCommand } from "../command";
import { count } from "../print/table";
import { plain } from "../print/words";

export const eventsCommand: FilesCommand = {
  name: "events",
  summary: "what CloudTrail says of who changed the network, and who did so for the first time",
  usage: "FILE...",
  help: [],
  options: {},
  takes: "files",
  run: async ({ ports, paths }) => {
    const answer = await eventsLocal(ports, paths);
    // What a file that could not be read would have said is not known.
    const isWrong = answer.rare.length > 0 || answer.refused.length > 0;
    return { json: { ...answer }, text: textOf(answer), isWrong };
  },
};

function textOf(answer: LocalEvents): string {
  const { rare, eventCount, networkChangeCount, span, judgedFrom } = answer;
  const judged = judgedFrom !== null && span !== null && span.last >= judgedFrom;
  return [
    ...rare.map(rareText),
    `${count(eventCount, "event")}${span ? ` from ${span.first} to ${span.last}` : ""}, ${count(networkChangeCount, "change")} of the network`,
    ...(eventCount === 0
      ? []
      : [
          judged
            ? `${count(rare.length, "rare action")} since ${judgedFrom}; what came before says what is usual`
            : "nothing is judged yet: less than 14 days of events say what is usual",
        ]),
    ...leftOutText(answer),
  ].join("\n");
}

function rareText({ event, actionClass, isNewAction, isNewNetwork, score, ownCount }: RareAction): string {
  const why = [
    ...(isNewAction ? [`first time on ${actionClass} in ${event.account} ${event.region}`] : []),
    ...(isNewNetwork ? [`first time from ${event.sourceNetwork}`] : []),
  ];
  return [
    `${event.at} ${plain(event.actor.name)}: ${event.action} on ${event.resourceIds.map(plain).join(", ") || "nothing that is named"}`,
    `  ${why.join("; ")}; ${count(ownCount, "call")} by it there in the 90 days before; surprise ${score.toFixed(1)}`,
  ].join("\n");
}

function leftOutText({
  entryCount,
  repeatedCount,
  sameIdCount,
  leftOutCount,
  leftOut,
  refused,
}: LocalEvents) {
  const told = (each: LocalEvents["leftOut"][number]) =>
    `  ${plain([each.file, each.place].filter(Boolean).join(" "))}: ${plain(each.message)}`;
  return [
    ...(repeatedCount === 0
      ? []
      : [`${repeatedCount} of ${count(entryCount, "record")} repeat one that came before`]),
    ...(sameIdCount === 0
      ? []
      : [`${count(sameIdCount, "event")} bear an id that another one bears: each is kept`]),
    ...(leftOutCount === 0
      ? []
      : [`${leftOutCount} of ${count(entryCount, "record")} are no event:`, ...leftOut.map(told)]),
    ...(leftOutCount > leftOut.length ? [`  and ${leftOutCount - leftOut.length} more`] : []),
    ...(refused.length === 0
      ? []
      : [`${count(refused.length, "file")} could not be read:`, ...refused.map(told)]),
  ];
}

/** Who did something, as a sentence continues: "by you", "by the rule". */
export function actorWords(actor: string): string {
  if (actor === "local") return "you";
  if (actor === "rule") return "the rule";
  if (actor === "umbra") return "Umbra";
  return actor;
}

/** What tells one of many apart: a number, a letter, a zone. */
const DISTINGUISHING = /^(\d+|[a-z]|\d[a-z]|[a-z]{2,4}\d|az\d?)$/i;
const REGION =
  /(?<![a-z0-9])(?:us|eu|ap|ca|sa|me|af|il|cn|mx)(?:-gov)?-(?:north|south|east|west|central){1,2}-\d[a-z]?(?![a-z0-9])/gi;

/**
 * What the names of many of a kind share: `shop-web-1a` and `shop-web-02` are `shop-web`. Undefined where nothing is
 * left that could be a role.
 */
export function nameStem(name: string): string | undefined {
  const words = name
    .replace(REGION, "")
    .split(/[-_. ]+/)
    .filter((word) => word !== "" && !DISTINGUISHING.test(word))
    .map((word) => word.replace(/\d+$/, ""));
  const stem = words.join("-").toLowerCase();
  return stem.length >= 2 ? stem : undefined;
}

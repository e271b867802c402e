import type { Rating } from "../../finding";
import { type AttackStep, dataWeight, type Start } from "../../scenario";
import type { Foothold } from "./suite-attack";

/** From this probability on (EPSS) a vulnerability is taken as one that is used. */
const LIKELY_PROBABILITY = 0.1;
/** How bad it is that data of this class gets out. */
export function dataImpact(dataClass: string | null): Rating {
  const value = dataWeight(dataClass);
  if (dataClass === null) return { value, source: "nobody says what data it keeps, which counts as high" };
  if (value === 1) return { value, source: `its owner calls the data ${dataClass}` };
  return { value, source: `${dataClass} data is within reach` };
}

/** How bad it is that a host falls, with all that falls behind it. */
export function footholdImpact({ hosts, stores }: Foothold): Rating {
  const count = hosts.length + 1;
  const many: Rating =
    count >= 5
      ? { value: 4, source: `${count} hosts fall` }
      : count > 1
        ? { value: 3, source: `${count} hosts fall` }
        : { value: 2, source: "a host falls" };
  return [many, ...stores.map(({ dataClass }) => dataImpact(dataClass))].reduce((worst, each) =>
    each.value > worst.value ? each : worst,
  );
}

/**
 * How likely an attack is, by the vulnerability on its way that is most likely used (operations 2.4). What nobody has
 * seen exploited is unlikely; of what nobody knows how bad it is, more is expected.
 */
export function attackLikelihood(chain: readonly AttackStep[], starts: readonly Start[]): Rating {
  const weaknesses = chain.flatMap(({ weakness }) => weakness ?? []);
  const isFromInternet = starts.some(({ kind }) => kind === "internet");
  const known = weaknesses.find(({ knownExploited }) => knownExploited);
  if (known) return { value: 4, source: `${known.name} is known to be exploited` };
  const [first] = weaknesses;
  if (!first)
    return isFromInternet
      ? { value: 4, source: "nothing has to be exploited on the way from the internet" }
      : { value: 2, source: "nothing has to be exploited once the attacker is where the attack starts" };
  const scored = weaknesses.flatMap(({ name, exploitProbability }) =>
    exploitProbability === undefined ? [] : { name, probability: exploitProbability },
  );
  const top = scored.toSorted((a, b) => b.probability - a.probability)[0];
  if (top)
    return {
      value: top.probability >= LIKELY_PROBABILITY && isFromInternet ? 3 : 2,
      source: `EPSS of ${top.name} is ${top.probability}: the chance of it being exploited within 30 days${isFromInternet ? "; the way from the internet is shown" : ""}`,
    };
  const unrated = weaknesses.find(({ baseScore, isHypothesis }) => baseScore === null && !isHypothesis);
  if (unrated)
    return {
      value: 2,
      source: `how bad ${unrated.name} is nobody says, which counts as high; an assumption`,
    };
  return { value: 1, source: `nobody is known to exploit ${first.name}; an assumption` };
}

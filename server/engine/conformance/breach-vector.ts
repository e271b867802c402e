/** Over the network, by anyone, with everything gained. */
export const OPEN = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

/** The same with some of its metrics changed. */
export const vector = (changes: Readonly<Record<string, string>>) =>
  OPEN.replace(/\/(AV|AC|PR|UI|S|C|I|A):\w/g, (all, metric: string) =>
    metric in changes ? `/${metric}:${changes[metric]}` : all,
  );

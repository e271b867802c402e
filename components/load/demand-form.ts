import type { FactDemand } from "../../server/engine/configuration";

/** What is typed into the form, as text. */
export interface Typed {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: string;
  readonly rateGbps: string;
  readonly replyRateGbps: string;
  readonly growthPerYear: string;
  readonly connections: string;
  readonly application: string;
}

export const EMPTY: Typed = {
  from: "",
  to: "",
  protocol: "tcp",
  port: "",
  rateGbps: "",
  replyRateGbps: "",
  growthPerYear: "",
  connections: "",
  application: "",
};

export const FIELDS: readonly { readonly key: keyof Typed; readonly label: string; readonly hint: string }[] =
  [
    { key: "from", label: "From", hint: "A host, address, security group, app:NAME, or internet." },
    { key: "to", label: "To", hint: "The same kinds of names." },
    { key: "protocol", label: "Protocol", hint: "tcp, udp, icmp or a number." },
    { key: "port", label: "Port", hint: "Empty: every port." },
    { key: "rateGbps", label: "Rate, Gbps", hint: "What is sent." },
    { key: "replyRateGbps", label: "Reply, Gbps", hint: "What comes back. Empty: nothing." },
    { key: "growthPerYear", label: "Growth a year", hint: "A factor: 1.3 is 30 % more. Empty: nobody says." },
    { key: "connections", label: "Connections", hint: "At a time. Empty: nobody says." },
    { key: "application", label: "Application", hint: "Empty: that of the hosts." },
  ];

const BOUNDS: Partial<Record<keyof Typed, readonly [number, number]>> = {
  port: [0, 65_535],
  rateGbps: [0, 1_000_000],
  replyRateGbps: [0, 1_000_000],
  growthPerYear: [1, 1_000],
  connections: [0, 1e12],
};

/** What is wrong with a number; undefined where nothing is, or nothing is typed. */
export function wrongNumber(key: keyof Typed, text: string): string | undefined {
  const bounds = BOUNDS[key];
  if (bounds === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  const fits = value >= bounds[0] && value <= bounds[1] && (key !== "port" || Number.isInteger(value));
  return fits ? undefined : `Write a number from ${bounds[0]} to ${bounds[1].toLocaleString("en")}.`;
}

export function typedOf(fact: FactDemand): Typed {
  const text = (value: number | undefined) => (value === undefined ? "" : String(value));
  return {
    from: endText(fact.from),
    to: endText(fact.to),
    protocol: fact.protocol,
    port: text(fact.port),
    rateGbps: text(fact.rateGbps),
    replyRateGbps: text(fact.replyRateGbps),
    growthPerYear: text(fact.growthPerYear),
    connections: text(fact.connections),
    application: fact.application ?? "",
  };
}

/** The demand that is typed; what the form does not show stays as it was. */
export function demandOf(typed: Typed, before: FactDemand | undefined): FactDemand {
  const {
    replyRateGbps: _,
    growthPerYear: __,
    connections: ___,
    port: ____,
    application: _____,
    ...kept
  } = before ?? {};
  const number = (key: "port" | "replyRateGbps" | "growthPerYear" | "connections") =>
    typed[key].trim() === "" ? {} : { [key]: Number(typed[key]) };
  const application = typed.application.trim();
  return {
    family: 4,
    ...kept,
    from: endOf(typed.from, before?.from),
    to: endOf(typed.to, before?.to),
    protocol: typed.protocol.trim(),
    rateGbps: Number(typed.rateGbps),
    ...number("port"),
    ...number("replyRateGbps"),
    ...number("growthPerYear"),
    ...number("connections"),
    ...(application === "" ? {} : { application }),
  };
}

type End = FactDemand["from"];

function endText(end: End): string {
  return typeof end === "string" ? end : end.join(" + ");
}

/** Several references stay as they are while nobody types others. */
function endOf(typed: string, before: End | undefined): End {
  const isUntouched = before !== undefined && endText(before) === typed;
  return isUntouched && typeof before !== "string" ? [...before] : typed.trim();
}

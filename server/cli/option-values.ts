import type { SupposedEvents } from "../application/local-analysis";
import type { Question } from "../engine/semantics";
import { type OptionValues, UsageError } from "./command";

/** Options for what is supposed to have happened, shared by several commands. */
export const EVENT_OPTIONS = {
  fail: { type: "string", multiple: true },
  block: { type: "string", multiple: true },
  withdraw: { type: "string", multiple: true },
  detach: { type: "string", multiple: true },
  horizon: { type: "string", default: "T1" },
  view: { type: "string", default: "observed" },
} as const;

export const EVENT_HELP: readonly (readonly [string, string])[] = [
  ["--fail REF", "suppose that this stops working, also az:ZONE, region:NAME, VPN#1; again for several"],
  ["--block RULE", "suppose that this security group or network ACL denies everything"],
  ["--withdraw TABLE=DEST", "suppose that this route is gone; TABLE=ATTACHMENT: what it propagates there"],
  ["--detach ATTACHMENT", "suppose that it is associated with no route table of its transit gateway"],
  ["--horizon T0|T1|T2", "at once, after automatic network reactions (default), after replacements"],
  ["--view configured|observed", "take tunnels and targets as healthy, or as recorded (default)"],
];

export function supposedEvents(values: OptionValues): SupposedEvents {
  return {
    ...supposedFailures(values),
    view: oneOf(values, "view", ["configured", "observed"] as const),
  };
}

/** The same without how the network is looked at. */
export function supposedFailures(values: OptionValues): Omit<SupposedEvents, "view"> {
  return {
    fail: listValue(values, "fail"),
    block: listValue(values, "block"),
    withdraw: listValue(values, "withdraw"),
    detach: listValue(values, "detach"),
    horizon: oneOf(values, "horizon", ["T0", "T1", "T2"] as const),
  };
}

/** One value, or undefined when the option was not given. */
export function textValue(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function requiredText(values: OptionValues, name: string, example: string): string {
  const value = textValue(values, name);
  if (value === undefined || value === "")
    throw new UsageError(`--${name} is missing: write --${name} ${example}`);
  return value;
}

export function listValue(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** A whole number from `least` to `most`, or undefined when the option was not given. */
export function integerValue(values: OptionValues, name: string, bounds: Bounds): number | undefined {
  return numberValue(values, name, bounds, /^\d+$/, `a number from ${bounds.least} to ${bounds.most}`);
}

/** A number from `least` to `most`, with or without a fraction, or undefined when the option was not given. */
export function ratioValue(
  values: OptionValues,
  name: string,
  bounds: Bounds & { readonly example: string },
): number | undefined {
  const wanted = `a number such as ${bounds.example}, at most ${bounds.most}`;
  return numberValue(values, name, bounds, /^\d+(\.\d+)?$/, wanted);
}

function numberValue(
  values: OptionValues,
  name: string,
  { least, most }: Bounds,
  form: RegExp,
  wanted: string,
): number | undefined {
  const text = textValue(values, name);
  if (text === undefined) return undefined;
  const value = form.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`--${name} ${text} is not understood: write ${wanted}`);
  return value;
}

/** A day as `YYYY-MM-DD`, or undefined when the option was not given. */
export function dayValue(values: OptionValues, name: string): string | undefined {
  const text = textValue(values, name);
  if (text === undefined) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime());
  if (!isDay || day.toISOString().slice(0, 10) !== text)
    throw new UsageError(`--${name} ${text} is not a day: write it as 2026-11-26`);
  return text;
}

export function oneOf<T extends string>(values: OptionValues, name: string, allowed: readonly T[]): T {
  const value = textValue(values, name);
  const found = allowed.find((each) => each === value);
  if (found === undefined)
    throw new UsageError(`--${name} ${value ?? ""} is not understood: write ${allowed.join(" or ")}`);
  return found;
}

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

/** The question of `umbra trace` but for its ends. */
export function askedFlow(values: OptionValues): Omit<Question, "from" | "to"> {
  const text = requiredText(values, "protocol", "tcp").toLowerCase();
  const protocol = PROTOCOLS[text] ?? (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN);
  if (!(protocol <= 255))
    throw new UsageError(`--protocol ${text} is not understood: write tcp, udp, icmp or a number to 255`);
  const family = oneOf(values, "family", ["4", "6"] as const) === "4" ? 4 : 6;
  const port = textValue(values, "port");
  const clientPorts = textValue(values, "client-ports");
  const icmp = textValue(values, "icmp");
  return {
    protocol: protocol === 1 && family === 6 ? 58 : protocol,
    family,
    mode: values["one-way"] === true ? "oneway" : "connection",
    ...(port === undefined ? {} : { ports: [portRange("port", port)] }),
    ...(clientPorts === undefined ? {} : { clientPorts: [portRange("client-ports", clientPorts)] }),
    ...(icmp === undefined ? {} : { icmp: icmpType(icmp) }),
  };
}

function portRange(option: string, text: string): readonly [number, number] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const [lo, hi] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!match || lo > hi || hi > 65535)
    throw new UsageError(`--${option} ${text} is not understood: write a port to 65535, or LO-HI`);
  return [lo, hi];
}

function icmpType(text: string): { readonly type: number; readonly code: number } {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text);
  const [type, code] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || type > 255 || code > 255)
    throw new UsageError(`--icmp ${text} is not understood: write TYPE/CODE, such as 8/0`);
  return { type, code };
}

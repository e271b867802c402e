import { expect, it } from "vitest";
import { percentText, portText } from "./finding-words";

it.each([
  [0, "0%"],
  [0.0004, "<0.1%"],
  [0.001, "0.1%"],
  [0.0444, "4.4%"],
  [0.1, "10%"],
  [0.944, "94%"],
  [1, "100%"],
])("a probability of %d is %s", (probability, text) => expect(percentText(probability)).toBe(text));

const tcp = (from: number, to = from) => ({ protocol: "tcp" as const, from, to });
it.each([
  { ports: [], portBasis: "assumed" as const, text: "assumed port" },
  { ports: [tcp(443)], portBasis: "reported" as const, text: "tcp/443" },
  { ports: [tcp(22), tcp(80, 90)], portBasis: "seen open" as const, text: "tcp/22, tcp/80-90 (seen open)" },
])("ports are $text", ({ text, ...row }) => expect(portText(row)).toBe(text));

import { expect, it } from "vitest";
import { parsePorts, portsText } from "./ports-text";

it("reads back what it writes", () => {
  const ports: [number, number][] = [
    [443, 443],
    [8000, 8080],
  ];
  expect(portsText(ports)).toBe("443, 8000-8080");
  expect(parsePorts(portsText(ports))).toEqual(ports);
  expect(parsePorts(" ")).toEqual([]);
});

it.each(["http", "8080-8000", "65536", "-1", "1-", "80;443"])("refuses %s", (text) => {
  expect(parsePorts(text)).toBeUndefined();
});

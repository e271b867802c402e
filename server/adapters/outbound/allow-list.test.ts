import { describe, expect, it } from "vitest";
import { readAllowList } from "./allow-list";

describe("the operator's list", () => {
  const list = readAllowList(
    " alertmanager.mon.svc:9093 , 10.1.0.0/16:9093,192.168.7.9:80,[fd00::/8]:443,[fd00::5]:9093,,",
  );

  it.each<[string, number, boolean]>([
    ["alertmanager.mon.svc", 9093, true],
    ["alertmanager.mon.svc", 9094, false],
    ["x.alertmanager.mon.svc", 9093, false],
    ["mon.svc", 9093, false],
  ])("allows the name %s on port %i: %s", (name, port, isAllowed) =>
    expect(list.allowsName(name, port)).toBe(isAllowed),
  );

  it.each<[string, number, boolean]>([
    ["10.1.0.0", 9093, true],
    ["10.1.255.255", 9093, true],
    ["10.2.0.0", 9093, false],
    ["10.1.0.1", 443, false],
    ["192.168.7.9", 80, true],
    ["192.168.7.10", 80, false],
    ["fd12::1", 443, true],
    ["fd00::5", 9093, true],
    ["fd00::6", 9093, false],
    ["::ffff:10.1.0.1", 9093, false],
    ["nonsense", 9093, false],
  ])("allows the address %s on port %i: %s", (address, port, isAllowed) =>
    expect(list.allowsAddress(address, port)).toBe(isAllowed),
  );

  it("is empty when it is not set", () => {
    expect(readAllowList(undefined).allowsAddress("10.0.0.1", 443)).toBe(false);
    expect(readAllowList("").allowsName("localhost", 80)).toBe(false);
  });

  it.each([
    "*:443",
    "*.example.com:443",
    "10.0.0.0/8",
    "host",
    "host:0",
    "host:65536",
    "host:99999",
    "0.0.0.0/0:443",
    "[::/0]:443",
    "10.0.0.0/33:443",
    "127.1:443",
    "1.2.3:443",
    "fd00::5:443",
    "[10.0.0.1]:443",
    "http://host:80",
    "user@host:80",
    "a b:80",
  ])("refuses %s with the setting's name", (entry) =>
    expect(() => readAllowList(entry)).toThrow(/^UMBRA_OUTBOUND_ALLOW cannot be read at/),
  );
});

import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { b1 } from "../../../testing/network-builder-bases";
import { type Configuration, configurationSchema, contentHash, type ResourceOf } from "../../configuration";
import { type Facts, factsSchema } from "../../intent";
import { declareResources } from "./declared-resources";

const common = { accountId: "111122223333", region: "eu-west-1", tags: [] };
const vpn: ResourceOf<"vpnConnection"> = {
  kind: "vpnConnection",
  ...common,
  id: "vpn-1",
  state: "available",
  staticRoutesOnly: true,
  routes: [],
  tunnels: [],
};
const gateway: ResourceOf<"directConnectAssociation"> = {
  kind: "directConnectAssociation",
  ...common,
  id: "assoc-1",
  state: "associated",
  directConnectGatewayId: "dxgw-1",
  associatedGatewayId: "vgw-1",
  allowedPrefixes: [],
};
const database: ResourceOf<"databaseInstance"> = {
  kind: "databaseInstance",
  ...common,
  id: "arn:aws:rds:eu-west-1:111122223333:db:orders",
  name: "orders",
  engine: "postgres",
  state: "available",
  port: 5432,
  vpcId: "v1",
  subnetIds: ["prv-a"],
  securityGroupIds: ["sg-db"],
  multiZone: false,
  publiclyAccessible: false,
};

function estate(): Configuration {
  const base = buildConfiguration(b1());
  const { resources } = base;
  return {
    ...base,
    resources: {
      ...resources,
      vpnConnection: [vpn],
      directConnectAssociation: [gateway],
      databaseInstance: [database],
    },
  };
}

const declare = (facts: unknown) => declareResources(estate(), factsSchema.parse(facts));
const problemsOf = (facts: unknown) =>
  declare(facts).problems.map(({ place, message, candidates }) => ({
    place,
    message,
    candidates: candidates.map(({ id }) => id),
  }));

describe("declared facts become resources", () => {
  it("sites, with prefixes in canonical form and what leads there", () => {
    const { configuration, problems } = declare({
      sites: [
        { name: "head office", prefixes: ["192.168.0.0/16", "2001:DB8:1::/48"], via: ["vpn-1", "dxgw-1"] },
      ],
    });
    expect(problems).toEqual([]);
    expect(configuration.resources.site).toMatchObject([
      {
        id: "site:head office",
        name: "head office",
        prefixes: ["192.168.0.0/16", "2001:db8:1::/48"],
        via: ["dxgw-1", "vpn-1"],
      },
    ]);
  });

  it.each([
    { behavior: "forwards", becomes: { behavior: "forwards", stateful: true } },
    { behavior: "stateless", becomes: { behavior: "forwards", stateful: false } },
    { behavior: "nat", becomes: { behavior: "nat", stateful: true } },
    { behavior: "drop", becomes: { behavior: "drop", stateful: true } },
  ])("an appliance that is declared $behavior", ({ behavior, becomes }) => {
    for (const text of ["eni-app-a", "app-a"]) {
      const { configuration } = declare({ appliances: [{ interface: text, behavior }] });
      expect(configuration.resources.appliance).toMatchObject([
        { id: "appliance:eni-app-a", networkInterfaceId: "eni-app-a", ...becomes },
      ]);
    }
  });

  it("a data store says more of a database, or stands on hosts", () => {
    const { configuration, problems } = declare({
      dataStores: [
        { resource: "orders", class: "payment", auth: "credential" },
        { name: "search", resource: ["db-a", "app-b"], class: "personal", port: 9200, auth: "open" },
      ],
    });
    expect(problems).toEqual([]);
    const [hosts, managed] = [...configuration.resources.dataStore].sort((a, b) =>
      a.hostIds.length > b.hostIds.length ? -1 : 1,
    );
    expect(managed).toMatchObject({
      resourceId: database.id,
      port: 5432,
      dataClass: "payment",
      auth: "credential",
      securityGroupIds: ["sg-db"],
    });
    expect(hosts).toMatchObject({ name: "search", hostIds: ["app-b", "db-a"], port: 9200, auth: "open" });
  });

  it("gives a configuration that is stored, and the same one when it is declared again", () => {
    const facts: Facts = factsSchema.parse({
      sites: [{ name: "office", prefixes: ["192.168.0.0/16"], via: "vpn-1" }],
      appliances: [{ interface: "app-a", behavior: "nat" }],
      dataStores: [{ resource: "orders", class: "payment" }],
    });
    const once = declareResources(estate(), facts).configuration;
    expect(configurationSchema.safeParse(once).success).toBe(true);
    expect(contentHash(declareResources(once, facts).configuration)).toBe(contentHash(once));
    expect(contentHash(once)).not.toBe(contentHash(estate()));
  });
});

describe("a declaration that does not fit is a problem with its place, and never passed over", () => {
  const site = { name: "office", prefixes: ["192.168.0.0/16"] };
  it.each([
    {
      name: "a via that names nothing",
      facts: { sites: [site, { ...site, name: "b", via: ["vpn-1", "vpn-2"] }] },
      place: "sites[1].via[1]",
      says: "`vpn-2`",
      candidates: ["vpn-1"],
    },
    {
      name: "a via that leads nowhere",
      facts: { sites: [{ ...site, via: "app-a" }] },
      place: "sites[0].via",
      says: "is a instance",
      candidates: ["vpn-1"],
    },
    {
      name: "a prefix that is none",
      facts: { sites: [{ ...site, prefixes: ["192.168.0.0/16", "office"] }] },
      place: "sites[0].prefixes[1]",
      says: "is not a prefix",
    },
    {
      name: "a prefix with host bits",
      facts: { sites: [{ ...site, prefixes: ["192.168.3.0/16"] }] },
      place: "sites[0].prefixes[0]",
      says: "write 192.168.0.0/16",
    },
    {
      name: "a site that is declared twice",
      facts: { sites: [site, site] },
      place: "sites[1].name",
      says: "before",
    },
    {
      name: "an appliance that is no host",
      facts: { appliances: [{ interface: "v1", behavior: "nat" }] },
      place: "appliances[0].interface",
      says: "is a vpc",
      candidates: ["eni-app-a"],
    },
    {
      name: "an interface that is declared twice",
      facts: {
        appliances: [
          { interface: "app-a", behavior: "nat" },
          { interface: "eni-app-a", behavior: "drop" },
        ],
      },
      place: "appliances[1].interface",
      says: "before",
    },
    {
      name: "a pair without its second interface",
      facts: { appliances: [{ interface: "app-a", behavior: "interface-pair" }] },
      place: "appliances[0].outInterface",
      says: "needs `outInterface`",
    },
    {
      name: "a second interface of another host",
      facts: { appliances: [{ interface: "app-a", behavior: "interface-pair", outInterface: "eni-app-b" }] },
      place: "appliances[0].outInterface",
      says: "not another interface of the host",
    },
    {
      name: "a second interface that says nothing",
      facts: { appliances: [{ interface: "app-a", behavior: "nat", outInterface: "eni-app-b" }] },
      place: "appliances[0].outInterface",
      says: "only with the behavior",
    },
    {
      name: "a data store on hosts without a port",
      facts: { dataStores: [{ resource: "db-a", class: "personal" }] },
      place: "dataStores[0].port",
      says: "add `port`",
    },
    {
      name: "a data store of no such protocol",
      facts: { dataStores: [{ resource: "db-a", class: "personal", port: 1, protocol: "psql" }] },
      place: "dataStores[0].protocol",
      says: "`psql` is not a protocol",
    },
    {
      name: "a data store of a host that is not there",
      facts: { dataStores: [{ resource: ["db-a", "db-z"], class: "personal", port: 1 }] },
      place: "dataStores[0].resource[1]",
      says: "`db-z`",
      candidates: ["db-a"],
    },
    {
      name: "a database together with hosts",
      facts: { dataStores: [{ resource: ["orders", "db-a"], class: "personal" }] },
      place: "dataStores[0].resource",
      says: "by itself",
    },
  ])("$name", ({ facts, place, says, candidates = [] }) => {
    const [problem, ...others] = problemsOf(facts);
    expect(others).toEqual([]);
    expect(problem?.place).toBe(place);
    expect(problem?.message).toContain(says);
    for (const id of candidates) expect(problem?.candidates).toContain(id);
  });
});

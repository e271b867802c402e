import {
  deleteNatGateway,
  gatewaysOfRoutes,
  makeTwoExits,
  natCorrections,
} from "../server/testing/moto-exits";
import { makePressedFleet, membersOf, scalingClient } from "../server/testing/moto-fleet";
import { admittedBy, customerClient, makeShop, openToWorld } from "../server/testing/moto-network";
import { testPeer } from "../server/testing/test-peers";
import { expectAccessible } from "./accessibility";
import {
  alertIsOver,
  alertOf,
  approvedByKeyboard,
  askedFor,
  auditInOrder,
  changesBy,
  executorIsConnected,
  isVerified,
  letItAsk,
  nothingTwice,
  planIsShown,
  ruleInOneClick,
} from "./acting-story";
import { startActingWorld } from "./acting-world";
import { mutate } from "./process/umbra-process";
import { expect, test } from "./story";

/*
 * Rules act, from the provider's API back to it: something is changed there, and the rule that somebody made with one click
 * asks, is approved, and changes exactly what it said.
 */

const DATABASE_PORT = 5432;
// Each has a world of its own and needs no other server.
test.describe.configure({ timeout: 500_000, mode: "parallel" });
test.use({ baseURL: "http://127.0.0.1" });

for (const { program } of testPeer("UMBRA_TEST_MOTO")) {
  test("a database that was opened is closed by a rule, once, after somebody's approval", async ({
    page,
  }) => {
    const world = await startActingWorld(program, (motoUrl) => makeShop(customerClient(motoUrl)));
    const { made: shop, moto, seenByExecutor } = world;
    const ec2 = customerClient(moto.url);
    try {
      const alertId = await alertOf(page, world, {
        title: "shop-database answers the whole internet",
        change: () => openToWorld(ec2, shop.databaseGroupId, DATABASE_PORT),
        isOneMore: true,
      });
      await expect(page.getByRole("article")).toContainText("tcp 5432 from 0.0.0.0/0");
      await ruleInOneClick(page);
      await letItAsk(page);
      await executorIsConnected(page, world, ["revoke-group-rule", "authorize-group-rule"]);
      const actionId = await askedFor(page);
      await planIsShown(page, 'Revoke "tcp 5432 from 0.0.0.0/0" of');
      await expect(page.getByRole("region", { name: "Before and after" })).toContainText("It opens no flow.");
      await expectAccessible(page);
      expect(changesBy(seenByExecutor)).toEqual([]);
      await approvedByKeyboard(page, "opened by mistake");
      await isVerified(page);
      await expectAccessible(page);

      // The world is shut out, the tier that calls is not.
      expect(await admittedBy(ec2, shop.databaseGroupId)).toEqual({
        prefixes: [],
        groupIds: [shop.webGroupId],
      });

      await alertIsOver(page, world, alertId);
      await auditInOrder(page, world, actionId);
      const verified = await world.verifyAudit();
      expect(verified, verified.output).toMatchObject({ code: 0 });
      await nothingTwice(page, world, ["RevokeSecurityGroupIngress"]);
    } finally {
      await world.stop();
    }
  });

  test("a way out that led to a deleted gateway is pointed at the one that works", async ({ page }) => {
    const world = await startActingWorld(program, (motoUrl) => makeTwoExits(customerClient(motoUrl)), {
      corrections: ({ corrections }) => corrections,
    });
    const { made, moto } = world;
    const ec2 = customerClient(moto.url);
    try {
      const alertId = await alertOf(page, world, {
        title: /does not work now for one host/,
        change: () => deleteNatGateway(ec2, made.shop.natGatewayId),
      });
      await ruleInOneClick(page);
      await letItAsk(page);
      await executorIsConnected(page, world, ["replace-route"]);
      const actionId = await askedFor(page);
      await planIsShown(
        page,
        `at ${made.otherNatGatewayId}; expects it to point at ${made.shop.natGatewayId}`,
      );
      await approvedByKeyboard(page, "the gateway is gone for good");
      await isVerified(page);

      expect(await gatewaysOfRoutes(ec2)).toEqual([made.otherNatGatewayId, made.otherNatGatewayId]);

      await alertIsOver(page, world, alertId);
      await auditInOrder(page, world, actionId);
      await nothingTwice(page, world, ["ReplaceRoute"]);
    } finally {
      await world.stop();
    }
  });

  test("a scaling group whose member is asked for too much is made larger, judged by its members", async ({
    page,
  }) => {
    const world = await startActingWorld(
      program,
      async (motoUrl) => {
        const ec2 = customerClient(motoUrl);
        const fleet = await makePressedFleet({ ec2, scaling: scalingClient(motoUrl) });
        return { ...fleet, corrections: await natCorrections(ec2) };
      },
      { corrections: ({ corrections }) => corrections },
    );
    const { url, moto, estateId, made } = world;
    try {
      const alertId = await alertOf(page, world, {
        title: /is asked for more than it has/,
        change: () => mutate(url, "load.declare", { estateId, demand: made.demand }),
      });
      await ruleInOneClick(page);
      await letItAsk(page);
      await executorIsConnected(page, world, ["set-desired-capacity"]);
      const actionId = await askedFor(page);
      await planIsShown(page, `Set the desired size of ${made.groupName} to 3; expects 1.`);
      await approvedByKeyboard(page, "the caller stays as large");
      await isVerified(page);

      expect(await membersOf(scalingClient(moto.url), made.groupName)).toHaveLength(3);

      await alertIsOver(page, world, alertId);
      await auditInOrder(page, world, actionId);
      await nothingTwice(page, world, ["SetDesiredCapacity"]);
    } finally {
      await world.stop();
    }
  });
}

import { expectAccessible } from "./accessibility";
import { importFiles, openSample, removeEstate } from "./estates";
import { forceAnswers } from "./forced-answers";
import { expect, test } from "./story";

test("the sample's coverage: reached by the rail and the keyboard, everything known and decided", async ({
  page,
}) => {
  await openSample(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Coverage" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Coverage" })).toBeVisible();
  await expect(page.getByText("All decided")).toBeVisible();
  await expect(page.getByRole("list", { name: "Modeled roughly" })).toContainText("guest firewalls");
  const table = page.getByRole("table", { name: /Account 210987654321, us-east-1/ });
  await expect(table.getByRole("row", { name: /Instance 14 Known/i })).toBeVisible();
  await expect(page.getByText("All kinds known")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page.getByRole("link", { name: "Coverage in full" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/coverage/);
});

test("an input that was read in part: every gap says what it weakens and what would settle it", async ({
  page,
}) => {
  const place = "accounts/111122223333/eu-west-1";
  const { estateId } = await importFiles(page, {
    [`${place}/Vpcs.json`]: { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", DhcpOptionsId: "dopt-1" }] },
    [`${place}/Subnets.json`]: {
      Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-2", CidrBlock: "10.0.0.0/24" }],
    },
    [`${place}/NetworkAcls.json`]: { Error: { Code: "UnauthorizedOperation" } },
    [`${place}/RouteTables.json`]: "{",
    [`${place}/KeyPairs.json`]: { KeyPairs: [{}] },
  });
  await page.goto(`/coverage?estate=${estateId}`);
  const table = page.getByRole("table", { name: /Account 111122223333, eu-west-1/ });
  await expect(table.getByRole("row", { name: /Network ACL .* Access denied/i })).toContainText(
    "what subnets admit",
  );
  await expect(table.getByRole("row", { name: /Route table .* Not to be relied on/i })).toBeVisible();
  await expect(page.getByRole("list", { name: "Could not be read" })).toContainText("RouteTables.json 1:2");
  await expect(page.getByRole("list", { name: "Named, but not in the input" })).toContainText("vpc-2");
  await expect(page.getByRole("list", { name: "Missing from the input" })).toContainText("Settled by");
  await expect(page.getByRole("list", { name: "Ignored files and kinds" })).toContainText("KeyPairs");
  await expect(page.getByRole("list", { name: "Ignored attributes" })).toContainText("Vpcs.DhcpOptionsId");
  await expectAccessible(page);
  await removeEstate(page, estateId);
});

test("a route that the provider does not take is named with its table, and followed as it stands", async ({
  page,
}) => {
  const place = "accounts/111122223333/eu-west-1";
  const { estateId } = await importFiles(page, {
    [`${place}/Vpcs.json`]: { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }] },
    [`${place}/Subnets.json`]: {
      Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24" }],
    },
    [`${place}/RouteTables.json`]: {
      RouteTables: [
        {
          RouteTableId: "rtb-1",
          VpcId: "vpc-1",
          Associations: [{ Main: true }],
          Routes: [
            {
              DestinationCidrBlock: "10.0.0.0/16",
              GatewayId: "local",
              Origin: "CreateRouteTable",
              State: "active",
            },
            {
              DestinationCidrBlock: "10.0.0.0/25",
              NatGatewayId: "nat-1",
              Origin: "CreateRoute",
              State: "active",
            },
          ],
        },
      ],
    },
  });
  await page.goto(`/coverage?estate=${estateId}`);
  const gap = page
    .getByRole("listitem")
    .filter({ hasText: "lies inside the VPC and is for no whole subnet" });
  await expect(gap.first()).toContainText(/the route 10\.0\.0\.0\/25 → nat-1 of rtb-1/i);
  await expect(gap.first()).toContainText("answers that use the route");
  await expectAccessible(page);
  await removeEstate(page, estateId);
});

test("what is not counted yet, and what cannot be loaded, is said", async ({ page }) => {
  await openSample(page);
  await forceAnswers(page, { "estate.fidelity": { data: { kinds: [], gaps: [], undecided: null } } });
  await page.goto("/coverage");
  await expect(page.getByText("Not counted yet")).toBeVisible();
  await expect(page.getByText("No gap", { exact: true })).toBeVisible();
  await expect(page.getByText("Nothing is known", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await forceAnswers(page, { "estate.fidelity": { error: "the database is away" } });
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "The coverage could not be loaded" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

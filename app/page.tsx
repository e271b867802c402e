import { redirect } from "next/navigation";
import { Overview } from "../components/overview/overview";
import { hasEstates } from "./has-estates";

/** Overview of one estate; without any, the way to the first one. */
export default async function OverviewPage() {
  if (!(await hasEstates())) redirect("/welcome");
  return <Overview />;
}

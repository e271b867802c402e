import type { Metadata } from "next";
import Link from "next/link";
import { buttonLook } from "../components/ui/button-look";

export const metadata: Metadata = { title: "No such page" };

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <div className="flex max-w-prose flex-col items-start gap-3 p-6">
      <h1 className="font-semibold text-xl">No such page</h1>
      <p className="text-muted">
        The address is misspelled, or it names something that was removed with its estate.
      </p>
      <Link href="/" className={buttonLook("secondary")}>
        Go to the overview
      </Link>
    </div>
  );
}

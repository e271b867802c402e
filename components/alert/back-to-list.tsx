"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { buttonLook } from "../ui/button-look";

/** In a narrow window: from one alert back to the list, its filters kept. */
export function BackToList() {
  const next = new URLSearchParams(useSearchParams());
  next.delete("sel");
  return (
    <Link href={`/alerts?${next}`} className={`${buttonLook("ghost", "small")} m-2 wide:hidden`}>
      <ArrowLeft aria-hidden="true" />
      All alerts
    </Link>
  );
}

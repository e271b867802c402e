"use client";

import { Toaster as Base } from "sonner";
import { useTheme } from "./theme";

/** Where short messages appear: bottom right, in the page's theme. */
export function Toaster() {
  const { drawn } = useTheme();
  return <Base theme={drawn} position="bottom-right" duration={8000} closeButton />;
}

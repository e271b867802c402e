import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Shell } from "../components/shell/shell";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Umbra", template: "%s - Umbra" },
  description: "Rehearses on a shadow of your network what could go wrong, and shows the proof.",
  robots: { index: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** The document and the frame around every page. The theme is set before anything is painted. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* It must run before the first paint, so it blocks. */}
        <script src="/theme.js" nonce={nonce} />
      </head>
      <body>
        <Shell>{children}</Shell>
      </body>
    </html>
  );
}

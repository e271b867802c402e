"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, Suspense } from "react";
import { PausedBanner } from "../automation/paused-banner";
import { ApiProvider } from "../trpc/provider";
import { Announcer } from "../ui/announcer";
import { Toaster } from "../ui/toaster";
import { Rail } from "./rail";
import { TopBar } from "./top-bar";

const MAIN_ID = "main";

/** The frame around every page. The window itself never scrolls: `main` does, so that no bar covers what has focus. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <NuqsAdapter>
      <ApiProvider>
        <Tooltip.Provider delay={100}>
          <a
            href={`#${MAIN_ID}`}
            className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-contrast focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
          >
            Skip to content
          </a>
          <div data-print="flow" className="isolate flex h-dvh flex-col wide:flex-row">
            <Suspense>
              <Rail />
            </Suspense>
            <div data-print="flow" className="flex min-h-0 min-w-0 flex-1 flex-col">
              <Suspense>
                <TopBar />
                <PausedBanner />
              </Suspense>
              <main
                id={MAIN_ID}
                tabIndex={-1}
                data-print="flow"
                className="relative min-h-0 flex-1 overflow-auto outline-none"
              >
                {children}
              </main>
            </div>
          </div>
          <Announcer />
          <Toaster />
        </Tooltip.Provider>
      </ApiProvider>
    </NuqsAdapter>
  );
}

import type { Figure } from "./figure.ts";
import type { BenchTenant } from "./tenant.ts";

/** What the measurements of one run share. */
export interface Context {
  /** The running tenant; the first who asks starts it. */
  readonly tenant: () => Promise<BenchTenant>;
  /** Folder with the bundles of all functions, as `build.ts` makes them with or without its switch. */
  readonly bundles: (leanHttp: boolean) => Promise<string>;
  /** An empty folder, removed at the end. */
  readonly folder: (name: string) => string;
  readonly say: (line: string) => void;
}

/** Measures one or several rows of the table. */
export type Measurement = (context: Context) => Promise<readonly Figure[]>;

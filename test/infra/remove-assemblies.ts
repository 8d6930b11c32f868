import { afterAll } from "vitest";
import { removeAssemblies } from "./assembly.ts";

// The files share their modules, and this one runs for each of them.
afterAll(removeAssemblies);

import { instant } from "../kernel/clock.ts";
import { Problem } from "../kernel/problems.ts";
import { systemEvent } from "../kernel/system-event.ts";
import { awsMachine } from "../platform/machine.ts";
import { sealedPlatform } from "../platform/sealed-platform.ts";
import {
  type Act,
  alikeBefore,
  foundingRequest,
  foundProgram,
  invite,
  type MadeInvitation,
  type MadeProgram,
  standingOf,
} from "./founding.ts";

const platform = sealedPlatform(awsMachine());

/** What the operator gets: ids to keep, codes to hand over once; or why nothing further was made. */
interface Founded {
  readonly programs: readonly {
    readonly name: string;
    readonly programId: string;
    readonly spaces: readonly object[];
  }[];
  readonly invitations: readonly {
    readonly role: string;
    readonly program: string | undefined;
    readonly code: string;
    readonly state: "open" | "used";
    readonly expiresAt: string;
  }[];
}

/**
 * Begins a tenant: invoked by the operator, never by a person through the API. Each program and invitation is a transaction
 * with an event of its own, so an interrupted run leaves whole things. The same request gives the same ids and codes: running
 * it again finishes it, and makes nothing twice.
 */
export async function handler(
  event: unknown,
  context: { readonly awsRequestId: string },
): Promise<Founded | { problem: string }> {
  const parsed = foundingRequest.safeParse(event);
  if (!parsed.success) return { problem: "invalid-request" };
  try {
    return await found(parsed.data, context.awsRequestId);
  } catch (cause) {
    if (cause instanceof Problem) return { problem: cause.code };
    const error = cause instanceof Error ? cause.name : typeof cause;
    platform.log({
      level: "alarm",
      event: "failure",
      requestId: context.awsRequestId,
      operation: "setup",
      error,
    });
    return { problem: "internal" };
  }
}

async function found(asked: ReturnType<typeof foundingRequest.parse>, requestId: string): Promise<Founded> {
  const programs: MadeProgram[] = [];
  for (const program of asked.programs)
    programs.push(await act(requestId, (ports) => foundProgram(program, ports)));
  const invitations: MadeInvitation[] = [];
  for (const [at, invitation] of asked.invitations.entries()) {
    const [now, number] = [platform.clock(), alikeBefore(asked, at)];
    invitations.push(
      await act(
        requestId,
        (ports) => invite(invitation, programs, { ports, now, number }),
        (made, ports) => standingOf(made, ports, now),
      ),
    );
  }
  return {
    programs: programs.map(({ name, programId, spaces }) => ({
      name,
      programId,
      spaces: spaces.map(({ name: space, spaceId, welcomeThreadId }) => ({
        name: space,
        spaceId,
        welcomeThreadId,
      })),
    })),
    invitations: invitations.map(({ role, program, code, standing }) => ({
      role,
      program,
      code,
      state: standing.state,
      expiresAt: instant(standing.expires),
    })),
  };
}

type Ports = ReturnType<typeof platform.portsFor>;

/** Makes one thing true with its event. What was there already is told again, so that is an event too. */
async function act<T extends Act>(
  requestId: string,
  make: (ports: Ports) => Promise<T>,
  again: (made: T, ports: Ports) => Promise<T> = async (made) => ({ ...made, writes: [] }),
): Promise<T> {
  const trail = platform.newTrail();
  const ports = platform.portsFor(trail);
  const made = await make(ports);
  const event = eventOf(requestId, made, trail.facts());
  const { outcome } = await platform.commit(event, made.writes);
  if (outcome === "committed") return made;
  const standing = await again(made, ports);
  const repeated = {
    ...event,
    commitments: [],
    extra: { again: standing.writes.length > 0 ? "renewed" : "unchanged" },
  };
  const second = await platform.commit(repeated, standing.writes);
  if (second.outcome !== "committed") throw new Problem("in-progress");
  return standing;
}

const eventOf = (requestId: string, { resource }: Act, facts: Parameters<typeof systemEvent>[1]) =>
  systemEvent({ action: "tenant.set-up", by: "setup", requestId, resource }, facts);

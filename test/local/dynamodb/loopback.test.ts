import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, inject, it } from "vitest";

const port = Number(new URL(inject("dynamodbUrl")).port);

const others = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === "IPv4")
  .map(({ address }) => address);

it("answers on the loopback address", async () => {
  expect(await connection("127.0.0.1")).toBe("connected");
});

it.skipIf(others.length === 0)("refuses a connection to every other address of this machine", async () => {
  expect(await Promise.all(others.map(connection))).toEqual(others.map(() => "ECONNREFUSED"));
});

it.skipIf(process.platform !== "linux")("listens nowhere else, says the kernel", async () => {
  const tables = await Promise.all([readFile("/proc/net/tcp", "utf8"), readFile("/proc/net/tcp6", "utf8")]);
  expect(tables.flatMap(listening)).toEqual([expect.stringMatching(LOOPBACK)]);
});

/** 127.0.0.1 in the byte order of the kernel's tables, alone or as an IPv6 address. */
const LOOPBACK = /^(0{16}FFFF0000)?0100007F$/;

/** The addresses at which the database's port is open; 0A is the state LISTEN. */
function listening(table: string): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return [...table.matchAll(/^ *\d+: (\w+):(\w+) \w+:\w+ 0A /gm)].flatMap(([, address = "", open]) =>
    open === hex ? [address] : [],
  );
}

async function connection(host: string): Promise<unknown> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect");
    return "connected";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  } finally {
    socket.destroy();
  }
}

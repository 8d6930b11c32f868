import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { memoryStorage } from "../../../local/cognito/storage.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the storage of a pool", () => {
  it("keeps things of different kinds apart", async () => {
    const { adapter: storage } = memoryStorage();
    await storage("Session").upsert("1", { uid: "u" }, 60);
    expect(await storage("Grant").find("1")).toBeUndefined();
    expect(await storage("Session").findByUid("u")).toEqual({ uid: "u" });
    expect(await storage("Grant").findByUid("u")).toBeUndefined();
  });

  it("forgets what has ended", async () => {
    const sessions = memoryStorage().adapter("Session");
    await sessions.upsert("1", { uid: "u" }, 60);
    vi.advanceTimersByTime(60_000);
    expect(await sessions.find("1")).toBeUndefined();
    expect(await sessions.findByUid("u")).toBeUndefined();
  });

  it("keeps for ever what has no end", async () => {
    const sessions = memoryStorage().adapter("Session");
    await sessions.upsert("1", {});
    vi.advanceTimersByTime(1e12);
    expect(await sessions.find("1")).toEqual({});
  });

  it("marks a code as used", async () => {
    const codes = memoryStorage().adapter("AuthorizationCode");
    await codes.upsert("1", {}, 60);
    await codes.consume("1");
    expect(await codes.find("1")).toEqual({ consumed: expect.any(Number) });
  });

  it("revokes everything of a grant, and nothing of another", async () => {
    const { adapter: storage } = memoryStorage();
    await storage("RefreshToken").upsert("1", { grantId: "g" }, 60);
    await storage("AuthorizationCode").upsert("2", { grantId: "g" }, 60);
    await storage("RefreshToken").upsert("3", { grantId: "h" }, 60);
    await storage("RefreshToken").revokeByGrantId("g");
    expect(await storage("RefreshToken").find("1")).toBeUndefined();
    expect(await storage("AuthorizationCode").find("2")).toBeUndefined();
    expect(await storage("RefreshToken").find("3")).toEqual({ grantId: "h" });
  });

  it("forgets the tokens of one person, or also the sessions, and nothing of another", async () => {
    const { adapter, forget } = memoryStorage();
    for (const model of ["Session", "RefreshToken", "Grant"])
      for (const accountId of ["ana", "ben"]) await adapter(model).upsert(accountId, { accountId }, 60);
    forget("ana", "tokens");
    expect(await adapter("Session").find("ana")).toBeDefined();
    expect(await adapter("RefreshToken").find("ana")).toBeUndefined();
    forget("ana", "everything");
    for (const model of ["Session", "RefreshToken", "Grant"]) {
      expect(await adapter(model).find("ana")).toBeUndefined();
      expect(await adapter(model).find("ben")).toBeDefined();
    }
  });
});

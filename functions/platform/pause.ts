/** Waits before the next of several attempts; `attempt` counts from 0. */
export type Pause = (attempt: number) => Promise<void>;

const firstPause = 40;

/** Doubling pauses with full jitter, so that those who collided do not collide again. At most 40, 80, 160 ms ... */
export const jitteredPause: Pause = async (attempt) => {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * firstPause * 2 ** attempt));
};

/**
 * Where in the code an error was thrown: the function of the first frame. The stack begins with the message, which may quote a
 * caller and may look like a frame, so only what stands behind it is read.
 */
export function thrownAt({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  const frames = start < 0 ? "" : stack.slice(start + message.length);
  return /^\s+at (?:async )?([\w.]{1,60}) \(/m.exec(frames)?.[1] ?? "unknown";
}

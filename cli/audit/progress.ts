import { stderr } from "node:process";
import { grouped } from "./sentences.ts";

const width = 24;
/** Milliseconds between two lines. */
const often = 250;

/** How far it is, how fast it goes, and how long it takes yet. @param elapsed milliseconds. */
export function progressLine(done: number, total: number, elapsed: number): string {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * width);
  const rate = elapsed > 0 ? (done / elapsed) * 1_000 : 0;
  const left = rate > 0 ? `${durationOf((total - done) / rate)} left` : "";
  const bar = `[${"#".repeat(filled)}${"-".repeat(width - filled)}]`;
  return `${bar} ${Math.floor(share * 100)} %  ${grouped(done)} of ${grouped(total)} entries, ${grouped(Math.round(rate))}/s  ${left}`.trimEnd();
}

function durationOf(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.ceil(seconds % 60)];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
}

/** Shows a bar on a terminal; elsewhere nothing. `from` is what was done before it began. */
export function progressBar(from = 0) {
  const begun = performance.now();
  let shown = 0;
  return {
    tell: (done: number, total: number): void => {
      const now = performance.now();
      if (!stderr.isTTY || now - shown < often) return;
      shown = now;
      stderr.write(`\r\u001b[K${progressLine(done - from, total - from, now - begun)}`);
    },
    end: (): void => void (shown > 0 && stderr.write("\r\u001b[K")),
  };
}

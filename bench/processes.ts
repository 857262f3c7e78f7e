import { readdirSync, readFileSync } from "node:fs";
import { scratchDatabasePid } from "@/scripts/eval/scratch";

/** Processes by the name they are reported under; those of unknown id are left out. */
type Processes = Readonly<Record<string, number | undefined>>;

const own = (): Processes => ({ process: process.pid, database: scratchDatabasePid() });

/** The most memory that this process, the embedded database and others have held so far, in MB. */
export function peakMegabytes(others: Processes = {}): Record<string, number> {
  return figures({ ...own(), ...others }, "PeakMB", (pid) => {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(read(pid, "status")) ?? [];
    return Number(kilobytes) / 1024;
  });
}

/** Seconds of work of the same processes so far: unlike the time of the clock, the same under load. */
export function cpuSeconds(others: Processes = {}): Record<string, number> {
  return figures({ ...own(), ...others }, "CpuSeconds", (pid) => {
    const fields = read(pid, "stat")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  });
}

/** Of Linux, on every architecture. */
const TICKS_A_SECOND = 100;

function figures(processes: Processes, unit: string, measure: (pid: number) => number) {
  return Object.fromEntries(
    Object.entries(processes).flatMap(([name, pid]) => {
      const figure = pid === undefined ? NaN : measure(pid);
      return Number.isNaN(figure) ? [] : [[`${name}${unit}`, figure]];
    }),
  );
}

/** Memory that a process holds at present, in MB. */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(read(pid, "status")) ?? [];
  return Number(kilobytes) / 1024;
}

/** The process among those that another one started whose title or command line matches. */
export function childOf(parent: number, command: RegExp): number | undefined {
  return readdirSync("/proc")
    .map(Number)
    .find((pid) => {
      const isChild = / \d+$/.exec(read(pid, "stat").replace(/^(.*\) \S+ \d+) .*$/s, "$1"));
      return Number(isChild?.[0]) === parent && command.test(read(pid, "cmdline"));
    });
}

/** What the system tells about a process; nothing where it has no such files. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/**
 * The program of `npm run bench -- emulator-package`. It packs the emulator's npm package, and starts the packed command. The memory
 * is read from `/proc`, so it is measured on Linux only.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLimitReport, median } from './limitReport.ts';
import { readBenchOptions } from './options.ts';

const { smoke } = readBenchOptions();
const limits = { startMs: 500, idleMegabytes: 90, tarballKilobytes: 900 };
const startCount = smoke ? 1 : 9;
/** Until the memory of a start is free again. */
const idleMs = smoke ? 500 : 10_000;

/** Starts the emulator. @returns its process, and after how many milliseconds it has printed its address. */
async function start(folder: string): Promise<{ child: ChildProcess; startMs: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(folder, 'main.js'), '--port', '0']);
  await once(child.stdout, 'data');
  return { child, startMs: performance.now() - startedAt };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const folder = mkdtempSync(join(tmpdir(), 'emulator-package-bench-'));
try {
  const build = ['--import', 'tsx', 'src/dev/emulator-package/build.ts', join(folder, 'built')];
  execFileSync(process.execPath, build, { stdio: ['ignore', 'ignore', 'inherit'] });
  const packed = execFileSync('npm', ['pack', '--json', '--dry-run'], {
    cwd: join(folder, 'built'),
    encoding: 'utf8',
  });
  const [{ size }] = JSON.parse(packed) as [{ size: number }];

  const startTimes: number[] = [];
  for (let index = 0; index < startCount; index += 1) {
    const { child, startMs } = await start(join(folder, 'built'));
    startTimes.push(startMs);
    await stop(child);
  }
  const report = createLimitReport(30, smoke);
  report.addMs('start, median', median(startTimes), limits.startMs);
  report.add(
    `tarball (limit ${limits.tarballKilobytes} kB)`,
    `${Math.ceil(size / 1000)} kB`,
    size <= limits.tarballKilobytes * 1000,
  );
  const { child } = await start(join(folder, 'built'));
  await sleep(idleMs);
  const status = `/proc/${child.pid}/status`;
  if (existsSync(status)) {
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]);
    const megabytes = (kibibytes * 1024) / 1e6;
    report.add(
      `idle memory (limit ${limits.idleMegabytes} MB)`,
      `${megabytes.toFixed(0)} MB`,
      megabytes <= limits.idleMegabytes,
    );
  }
  await stop(child);
  report.setExitCode();
} finally {
  rmSync(folder, { recursive: true });
}

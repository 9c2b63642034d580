import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeBuiltApp } from '../fixtures/builtApp.ts';
import { startTestService } from '../fixtures/service.ts';

/** This test measures memory, so it runs in a process of its own. */

const requestCount = 2_000;
const maxGrowthMib = 200;

/** Sends requests for the page over one connection without waiting for answers. @returns the number of answers 200 */
function requestPages(port: number): Promise<number> {
  const request = 'GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n';
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request.repeat(requestCount)));
    let count = 0;
    let rest = '';
    socket.setEncoding('latin1').on('error', reject);
    socket.on('data', (chunk: string) => {
      const pieces = (rest + chunk).split('HTTP/1.1 200 OK');
      count += pieces.length - 1;
      // The end of this chunk may contain the beginning of a status line.
      rest = (pieces.at(-1) ?? '').slice(-14);
      if (count < requestCount) return;
      socket.destroy();
      resolve(count);
    });
  });
}

test(
  `${requestCount} requests for the page on one connection are all answered, and need less than ${maxGrowthMib} MiB`,
  { timeout: 60_000 },
  async () => {
    const root = await writeBuiltApp();
    const rules = Array.from({ length: 2_500 }, (_, index) => `.f${index * 7919}{top:${index % 97}px}`);
    const page = `<!doctype html><script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__">${rules.join('')}`;
    await writeFile(join(root, 'index.html'), page);
    const testService = await startTestService({ WEB_ROOT: root });
    let maxBytes = 0;
    const bytesBefore = process.memoryUsage.rss();
    const timer = setInterval(() => (maxBytes = Math.max(maxBytes, process.memoryUsage.rss())), 5);
    expect(await requestPages(testService.service.port)).toBe(requestCount);
    clearInterval(timer);
    expect((maxBytes - bytesBefore) / 2 ** 20).toBeLessThan(maxGrowthMib);
    await testService.close();
    await rm(root, { recursive: true });
  },
);

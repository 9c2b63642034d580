import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { findFreePort } from '../../src/server/fixtures/findFreePort.ts';
import { createSelfSignedCertificate } from '../../src/server/fixtures/selfSignedCertificate.ts';
import { validEnv } from '../../src/server/fixtures/settings.ts';
import { launchChromium } from '../support/browser.ts';
import { azureBuild } from '../support/system.ts';

/**
 * These tests run the built service as in production, behind a proxy that ends TLS. Browsers send reports to `report-to`
 * only over https.
 */

/** What must not be in the log: parts of the page's address, and of the address that the page requests. */
const userData = /alice|secret|eyJ/;

let service: ChildProcessWithoutNullStreams;
let proxy: Server;
let browser: Browser;
let page: Page;
let origin: string;
let output = '';

test.beforeAll(async () => {
  const [servicePort, proxyPort] = [await findFreePort(), await findFreePort()];
  service = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: `${azureBuild}/..`,
    env: {
      NODE_ENV: 'production',
      PORT: String(servicePort),
      ...validEnv,
      TRUSTED_TYPES: 'report',
    },
  });
  service.stdout.on('data', (text) => (output += String(text)));
  await expect.poll(() => output).toContain('"event":"started"');
  proxy = createServer(createSelfSignedCertificate(), (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const upstream = httpRequest({ port: servicePort, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(upstream);
  }).listen(proxyPort);
  origin = `https://localhost:${proxyPort}`;
  // Without the first flag, Chromium collects reports for a minute.
  browser = await launchChromium({ args: ['--short-reporting-delay', '--ignore-certificate-errors'] });
  page = await browser.newPage({ ignoreHTTPSErrors: true });
});
test.afterAll(async () => {
  await browser.close();
  proxy.closeAllConnections();
  proxy.close();
  service.kill('SIGKILL');
});

/** @returns the log's lines about violations, without their time */
const readViolations = () =>
  output
    .split('\n')
    .filter((line) => line.includes('"event":"policy_violation"'))
    .map((line) => JSON.parse(line) as Record<string, string>)
    .map(({ directive, blocked, disposition }) => `${disposition} ${directive} ${blocked}`);

test('what the browser blocks reaches the log without user data, and the set-up check shows it', async () => {
  await page.goto(`${origin}/?call=alice@fabrikam.example`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  // The page shows the button before the app has loaded, which records what the browser blocks.
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await fetch('https://calls.fabrikam.example/alice?token=eyJhbGciOiJub25lIn0.secret').catch(() => {});
    // With TRUSTED_TYPES=report the browser only reports this text, which becomes markup.
    document.createElement('div').innerHTML = '<b>alice</b>';
  });
  await expect
    .poll(readViolations, { timeout: 20_000 })
    .toEqual(
      expect.arrayContaining([
        'enforce connect-src https://calls.fabrikam.example',
        'report require-trusted-types-for trusted-types-sink',
      ]),
    );
  expect(output).not.toMatch(userData);

  await page.goto(`${origin}/doctor`);
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Content Security Policy' }) });
  await expect(row).toContainText('Fail', { timeout: 30_000 });
  await expect(row).toContainText('connect-src https://calls.fabrikam.example');
  await expect(row).toContainText('add it to CALLING_HOSTS');
  await expect(row).not.toContainText(userData);

  // The next page of the app empties the list as soon as its code has loaded.
  await page.goto(origin);
  await page.waitForLoadState('networkidle');
  await page.goto(`${origin}/doctor`);
  await expect(row).toContainText('Content-Security-Policy-Report-Only', { timeout: 30_000 });
  await expect(row).toContainText('Pass');
});

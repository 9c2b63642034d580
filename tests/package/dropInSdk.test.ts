import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Calling from '@azure/communication-calling';
import type * as Common from '@azure/communication-common';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { servePages } from '../support/pageServer.ts';
import { fetchToken, installedFolder, startCommand } from './support/project.ts';

/** A feature that the types of SDK 2.0.0 lack. */
interface PreCall extends Calling.CallClientFeature {
  startTest(credential: Common.CommunicationTokenCredential): Promise<unknown>;
}

/** The global variables of the page that these tests open. */
interface Modules {
  readonly calling: typeof Calling;
  readonly common: typeof Common;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 60_000);
afterAll(() => browser?.close());

/**
 * Opens a page that contains the drop-in SDK as a bundler would build it in.
 * @param origin what the bundler defines as `__EMULATOR_ORIGIN__`; nothing if it defines nothing.
 * @param address where the page seems to be, if not on localhost.
 * @returns the page, and what the drop-in SDK writes into the console.
 */
async function openPage(origin?: string, address?: string): Promise<{ page: Page; messages: string[] }> {
  const definition = origin === undefined ? '' : `const __EMULATOR_ORIGIN__ = ${JSON.stringify(origin)};`;
  const readModule = (name: string) => readFileSync(join(installedFolder, name), 'utf8');
  const server = await servePages({
    '/': '<!doctype html><title>App</title><script type="module" src="/app.js"></script>',
    '/app.js':
      "import * as calling from '/calling.js'; import * as common from '/common.js'; Object.assign(window, { calling, common });",
    '/calling.js': definition + readModule('calling.js'),
    '/common.js': readModule('common.js'),
  });
  onTestFinished(() => server.close());
  const page = await browser.newPage();
  onTestFinished(() => page.context().close());
  const messages: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('acs-calling-emulator:')) messages.push(message.text());
  });
  if (address !== undefined)
    await page.route(`${address}/**`, async (route) => {
      const url = route.request().url().replace(address, server.origin);
      await route.fulfill({ response: await route.fetch({ url }) });
    });
  await page.goto(`${address ?? server.origin}/`);
  return { page, messages };
}

/** Asks for the devices, for which the SDK asks the emulator. @returns `works`, or the message of the error. */
const useSdk = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { CallClient } = (window as unknown as Modules).calling;
    return new CallClient().getDeviceManager().then(
      () => 'works',
      (error: Error) => error.message,
    );
  });

test('the drop-in SDK says in the console where the emulator is, also for an address with a slash', async () => {
  const emulator = (await startCommand()).readValue('emulator');
  const { page, messages } = await openPage(`${emulator}/`);
  expect(await useSdk(page)).toBe('works');
  expect(messages).toEqual([`acs-calling-emulator: emulator at ${emulator}`]);
});

test('a page that uses two emulators says so in the console', async () => {
  const [first = '', second = ''] = [await startCommand(), await startCommand()].map((emulator) =>
    emulator.readValue('emulator'),
  );
  const { page, messages } = await openPage(first);
  expect(await useSdk(page)).toBe('works');
  // A text, because Vitest rewrites the dynamic imports of its own code.
  await page.evaluate(
    `import('${second}/calling.js').then(({ CallClient }) => new CallClient().getDeviceManager())`,
  );
  expect(messages.at(-1)).toContain(`this page uses two emulators, ${first} and ${second}`);
});

test.each([
  ['file:///app/main.js', 'does not know where the emulator is. Let your bundler define __EMULATOR_ORIGIN__'],
  ['localhost:5174', 'does not know where the emulator is. Let your bundler define __EMULATOR_ORIGIN__'],
])('an app that is built for the address %s gets one sentence', async (origin, sentence) => {
  const { page } = await openPage(origin);
  expect(await useSdk(page)).toContain(sentence);
});

test('an app that is neither on https nor on localhost learns why it gets no devices', async () => {
  const { page } = await openPage('http://localhost:9', 'http://app.example');
  expect(await useSdk(page)).toContain('this page is neither on https nor on localhost');
});

test.each([
  ['without an address', undefined, 'is not an emulator. Let your bundler define __EMULATOR_ORIGIN__'],
  [
    'for an emulator that is not running',
    'http://localhost:9',
    'no emulator answers this page at http://localhost:9',
  ],
])('the console of an app that is built %s has one sentence', async (_case, origin, sentence) => {
  const { page, messages } = await openPage(origin);
  expect(await useSdk(page)).toBe('works');
  expect(messages).toEqual([expect.stringContaining(sentence)]);
});

test('the app finds the members that SDK 2.0.0 has but does not declare, and refusals say what to use instead', async () => {
  const emulator = await startCommand();
  const { page } = await openPage(emulator.readValue('emulator'));
  const result = await page.evaluate(
    async (token) => {
      const { calling, common } = window as unknown as Modules;
      const { CallClient, Features } = calling;
      const { AzureCommunicationTokenCredential } = common;
      const readMessage = async (run: () => unknown) => {
        try {
          await run();
          return 'no error';
        } catch (error) {
          return (error as Error).message;
        }
      };
      const client = new CallClient();
      // The types lack these members.
      const { PreCallDiagnostics } = Features as unknown as {
        PreCallDiagnostics: Calling.CallClientFeatureFactory<PreCall>;
      };
      const untypedClient = client as unknown as {
        getEnvironmentInfoInternal(): Promise<Calling.EnvironmentInfo>;
      };
      const credential = new AzureCommunicationTokenCredential(token);
      const createCallAgent = await readMessage(() => client.createCallAgent(credential));
      const agent = await client.createTeamsCallAgent(credential);
      const echo = agent.startCall({ id: '8:echo123' });
      const states: string[] = [];
      await new Promise<void>((done) => {
        echo.on('stateChanged', () => {
          states.push(echo.state);
          if (echo.state === 'Connected' || echo.state === 'Disconnected') done();
        });
      });
      return {
        browserVersion: (await untypedClient.getEnvironmentInfoInternal()).environment.browserVersion,
        echo: states.at(-1),
        preCall: await readMessage(() => client.feature(PreCallDiagnostics).startTest(credential)),
        createCallAgent,
        group: await readMessage(() =>
          agent.join({ groupId: 'a0000000-0000-4000-8000-000000000000' } as never),
        ),
      };
    },
    await fetchToken(emulator),
  );
  expect(result).toEqual({
    browserVersion: expect.stringMatching(/^\d+\./),
    echo: 'Connected',
    preCall: expect.stringContaining('instead: call Echo (8:echo123)'),
    createCallAgent: expect.stringContaining('use createTeamsCallAgent'),
    group: expect.stringContaining('a groupId is for users of Communication Services'),
  });
});

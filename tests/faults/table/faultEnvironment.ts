import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { acceptCall, dial, people } from '../../support/app/appTest.ts';
import { readScreen } from '../../support/app/screen.ts';
import { createUserContext, openTab, type PageError } from '../../support/app/user.ts';
import { launchChromium } from '../../support/browser.ts';
import { createControls } from '../../support/controls.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { emulatorPort, startSystem } from '../../support/system.ts';
import { restartObservation } from './arrivals.ts';
import { writeLivelyFilm } from './livelyFilm.ts';
import { createNetwork, explainMissingNamespaces, type Machine } from './networkNamespaces.ts';

interface BrowserOptions {
  /** The emulated machine on which the browser runs. Default: this machine */
  readonly machine?: Machine | undefined;
  /** Whether the browser grants permissions without asking. Default: yes */
  readonly fakeUi?: boolean;
}

/**
 * Matches errors that fail a row. Other errors are expected: the browser and React log each request and script that fails
 * because of a fault.
 */
const uncaughtErrorPattern = /^(uncaught:|policy violation:|the page crashed)/;

/**
 * What a row of the fault table uses: the app, the token service, the emulator of Azure, and browsers. A row produces one fault
 * and measures how the app reacts.
 */
export type FaultEnvironment = Awaited<ReturnType<typeof openEnvironment>>;

export async function openEnvironment(options: { readonly runsLongRows: boolean }) {
  const system = await startSystem();
  /** Two emulated machines, each with a network of its own; `null` where this system cannot create them. */
  const network = explainMissingNamespaces() === null ? createNetwork(2) : null;
  await network?.forwardPort(Number(new URL(system.url).port));
  await network?.forwardPort(emulatorPort);
  const emulator = createControls(system);
  const film = join(tmpdir(), `faults-${process.pid}.y4m`);
  writeLivelyFilm(film);
  let browsers: Browser[] = [];
  let errors: PageError[] = [];

  /** Starts a browser, which `endRow` closes. */
  async function startBrowser({ machine, fakeUi = true }: BrowserOptions = {}): Promise<Browser> {
    const args = [`--use-file-for-fake-video-capture=${film}`];
    // The page's address stays localhost, because browsers allow cameras only on trusted origins.
    if (machine && network)
      args.push(`--host-resolver-rules=MAP localhost ${network.gateway}, MAP 127.0.0.1 ${network.gateway}`);
    const browser = await launchChromium({ args, fakeUi, program: machine?.browserProgram });
    browsers.push(browser);
    return browser;
  }

  /** Starts a browser, and signs a user in. @param options.permissions what the browser grants without asking */
  const signInUser = async (
    person: (typeof people)['alice'],
    options: BrowserOptions & { readonly permissions?: readonly string[] } = {},
  ) => {
    const context = await createUserContext(await startBrowser(options), options.permissions);
    return openTab(context, system.url, person, (error) => errors.push(error));
  };

  /** Ends the current row: closes its browsers and ends its calls. */
  async function endRow(): Promise<void> {
    await Promise.all(browsers.map((browser) => browser.close()));
    browsers = [];
    errors = [];
    await emulator.resetCalls();
  }

  return {
    system,
    emulator,
    network,
    ...options,
    startBrowser,
    signInUser,
    /** Connects Alice and Bob by a video call. If there is a `network`, each user's browser runs on an emulated machine. */
    async connectVideoCall() {
      const [aliceMachine, bobMachine] = network?.machines ?? [];
      const alice = await signInUser(people.alice, { machine: aliceMachine });
      const bob = await signInUser(people.bob, { machine: bobMachine });
      await dial(alice.page, bob.id, 'Video call');
      await acceptCall(bob.page, 'Accept with video');
      for (const { page } of [alice, bob]) {
        await waitUntilConnected(page);
        await restartObservation(page);
      }
      return { alice, bob };
    },
    /** @returns uncaught errors and violations of the content security policy in the current row. */
    readUncaughtErrors: () =>
      errors.map(({ text }) => text).filter((text) => uncaughtErrorPattern.test(text)),
    endRow,
    async close(): Promise<void> {
      await endRow();
      await system.close();
      network?.close();
      rmSync(film);
    },
  };
}

/** Waits until the call on the screen is connected. @throws after 20 s */
export async function waitUntilConnected(page: Page): Promise<void> {
  const connectedAfterMs = await measureTimeUntil(
    async () => (await readScreen(page)).status === 'Connected',
    20_000,
  );
  if (connectedAfterMs === null)
    throw new Error(`The call did not connect: ${JSON.stringify(await readScreen(page))}`);
}

import { chromium, type Browser } from 'playwright';
import { controls } from '../../support/controls.ts';
import { emulatorPort, startSystem, type System } from '../../support/system.ts';
import { acceptCall, dial, people } from '../../support/app/appTest.ts';
import { readScreen } from '../../support/app/screen.ts';
import { openUser, type PageError, type User } from '../../support/app/user.ts';
import { browserArguments, browserPath } from '../../support/browser.ts';
import { recordArrivals } from './arrivals.ts';
import { createNetwork, whyNoNamespaces, type Machine, type Network } from './networkNamespaces.ts';
import { timeUntil } from '../../support/timeUntil.ts';

type Person = (typeof people)['alice'];

/** The app, the token service, the emulator, and browsers in which rows use them. */
export interface FaultEnvironment {
  readonly system: System;
  readonly emulator: ReturnType<typeof controls>;
  /** Two emulated machines, each with a network of its own; `null` where this system cannot create them. */
  readonly network: Network | null;
  /** Whether rows that take many minutes run. */
  readonly long: boolean;
  /** Signs a user in, in a browser of their own, on `machine` if it is given. */
  readonly user: (person: Person, machine?: Machine) => Promise<User>;
  /** Puts Alice and Bob into a video call, each on a machine of their own if there is a `network`. */
  readonly call: () => Promise<{ alice: User; bob: User }>;
  /** Starts a browser, which is closed at the end of the current row. */
  readonly browser: (options?: { machine?: Machine | undefined; fakeUi?: boolean }) => Promise<Browser>;
  /** Uncaught errors and violations of the content security policy in the current row. */
  readonly uncaughtErrors: () => string[];
  /** Ends the current row: closes its browsers and ends its calls. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Other console errors are expected: browser and React log the requests and chunks that a fault breaks. */
const uncaught = /^(uncaught:|policy violation:|the page crashed)/;

export async function openEnvironment(options: { long: boolean }): Promise<FaultEnvironment> {
  const system = await startSystem();
  const network = whyNoNamespaces() === null ? createNetwork(2) : null;
  await network?.forward(Number(new URL(system.url).port));
  await network?.forward(emulatorPort);
  const emulator = controls(system);
  let browsers: Browser[] = [];
  let errors: PageError[] = [];

  const environment: FaultEnvironment = {
    system,
    emulator,
    network,
    ...options,
    async browser({ machine, fakeUi = true } = {}) {
      const executablePath = machine?.browser ?? browserPath();
      const browser = await chromium.launch({
        ...(executablePath && { executablePath }),
        args: [
          ...browserArguments({ fakeUi }),
          // The page's address stays localhost, because browsers allow cameras only on trusted origins.
          ...(machine && network
            ? [`--host-resolver-rules=MAP localhost ${network.gateway}, MAP 127.0.0.1 ${network.gateway}`]
            : []),
        ],
      });
      browsers.push(browser);
      return browser;
    },
    user: async (person, machine) =>
      openUser(await environment.browser({ machine }), system.url, person, (error) => errors.push(error)),
    async call() {
      const [first, second] = network?.machines ?? [];
      const alice = await environment.user(people.alice, first);
      const bob = await environment.user(people.bob, second);
      await dial(alice.page, bob.id, 'Video call');
      await acceptCall(bob.page, 'Accept with video');
      for (const { page } of [alice, bob]) {
        await connected(page);
        await recordArrivals(page);
      }
      return { alice, bob };
    },
    uncaughtErrors: () => errors.map(({ text }) => text).filter((text) => uncaught.test(text)),
    async clear() {
      await Promise.all(browsers.map((browser) => browser.close()));
      browsers = [];
      errors = [];
      await emulator.clear();
    },
    async close() {
      await environment.clear();
      await system.close();
      network?.close();
    },
  };
  return environment;
}

/** Waits until the call on the screen is connected. */
export async function connected(page: User['page']): Promise<void> {
  const took = await timeUntil(async () => (await readScreen(page)).status === 'Connected', 20_000);
  if (took === null) throw new Error(`The call did not connect: ${JSON.stringify(await readScreen(page))}`);
}

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { control, dial, incoming, people } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Figure, type Row } from './row.ts';
import { leftAfterCall, noUncaughtError } from './afterCall.ts';
import { connected, type FaultEnvironment } from './faultEnvironment.ts';

const hasError = ({ page }: User) => page.getByRole('alert').filter({ hasText: 'Code' }).first().isVisible();

async function openPair(environment: FaultEnvironment): Promise<[User, User]> {
  return [await environment.user(people.alice), await environment.user(people.bob)];
}

/** @returns the figures with which each of these rows ends. */
async function lastFigures(environment: FaultEnvironment, users: readonly User[]): Promise<Figure[]> {
  const errors = await Promise.all(users.map(hasError));
  const left = await leftAfterCall(users);
  return [
    isTrue('no error is shown', !errors.includes(true)),
    isTrue('nothing is open afterwards', left === '', left || 'nothing'),
    noUncaughtError(environment),
  ];
}

const answeredElsewhere: Row = {
  fault: 'answered elsewhere',
  async run(environment) {
    const [alice, bob] = await openPair(environment);
    await dial(bob.page, alice.id, 'Call');
    await incoming(alice.page).waitFor();
    const since = Date.now();
    await environment.emulator.act({ as: alice.upn, act: 'accept' });
    const stopped = await timeUntil(async () => !(await incoming(alice.page).isVisible()), 10_000, since);
    return [atMost('the ring stops', stopped, 1_000), ...(await lastFigures(environment, [bob, alice]))];
  },
};

const cancelledWhileAccepting: Row = {
  fault: 'cancelled while accepting',
  async run(environment) {
    const [alice, bob] = await openPair(environment);
    const figures: Figure[] = [];
    for (let round = 1; round <= 5; round++) {
      await dial(bob.page, alice.id, 'Call');
      const accept = incoming(alice.page).getByRole('button', { name: 'Accept', exact: true });
      await accept.waitFor();
      const since = Date.now();
      await Promise.all([
        accept.click({ timeout: 2_000 }).catch(() => {}),
        control(bob.page, 'Hang up').click(),
      ]);
      const stopped = await timeUntil(
        async () => !(await incoming(alice.page).isVisible()) && (await alice.readScreen()).shows !== 'call',
        10_000,
        since,
      );
      figures.push(atMost(`round ${round}: the ring and the call are over`, stopped, 3_000));
      for (const { page } of [alice, bob]) {
        const close = page.getByRole('main').getByRole('button', { name: 'Close', exact: true });
        await close.click({ timeout: 2_000 }).catch(() => {});
      }
    }
    return [...figures, ...(await lastFigures(environment, [bob, alice]))];
  },
};

const bothHangUp: Row = {
  fault: 'both hang up',
  async run(environment) {
    const { alice, bob } = await environment.call();
    const buttons = await Promise.all(
      [alice, bob].map(({ page }) => control(page, 'Hang up').elementHandle()),
    );
    const since = Date.now();
    // `click()` would wait for a button that the other user's hang-up has already removed.
    await Promise.all(
      buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())),
    );
    const over = await timeUntil(
      async () => (await alice.readScreen()).shows === 'ended' && (await bob.readScreen()).shows === 'ended',
      10_000,
      since,
    );
    return [atMost('over on both sides', over, 2_000), ...(await lastFigures(environment, [alice, bob]))];
  },
};

const bothCall: Row = {
  fault: 'both call each other',
  async run(environment) {
    const [alice, bob] = await openPair(environment);
    await Promise.all([dial(alice.page, bob.id, 'Call'), dial(bob.page, alice.id, 'Call')]);
    await incoming(bob.page).getByRole('button', { name: 'Accept', exact: true }).click({ timeout: 15_000 });
    await connected(bob.page);
    const inFront = await timeUntil(async () => (await bob.readScreen()).title === alice.name, 5_000);
    const { canHangUp, status } = await alice.readScreen();
    for (let times = 0; times < 3; times++)
      for (const { page } of [alice, bob])
        await control(page, 'Hang up')
          .click({ timeout: 2_000 })
          .catch(() => {});
    return [
      atMost('the accepted call is in front', inFront, 5_000),
      isTrue('hang-up usable on the other side', canHangUp !== false, status),
      ...(await lastFigures(environment, [alice, bob])),
    ];
  },
};

const randomOrders: Row = {
  fault: 'these and others in 200 random orders',
  async run() {
    // The emulator of this process has to go on answering meanwhile.
    const child = spawn('npx', ['tsx', 'tests/bench/orders.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ORDERS: '200' },
    });
    const [output, status] = await Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve) => child.on('exit', resolve)),
    ]);
    const last = output.trim().split('\n').at(-1) ?? '';
    return [isTrue('no illegal state', status === 0, last)];
  },
};

export const ringRows: readonly Row[] = [
  answeredElsewhere,
  cancelledWhileAccepting,
  bothHangUp,
  bothCall,
  randomOrders,
];

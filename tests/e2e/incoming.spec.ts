import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import { control, dial, expect, inCall, incoming, people, signIn, test } from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

interface Heard {
  /** Names of the sounds that play now. */
  playing: Set<string>;
  /** Titles of the notifications shown now. */
  shown: Set<string>;
}

/** Writes down what the page plays and notifies of: neither leaves a trace in the document. */
function listenIn(): void {
  const heard: Heard = { playing: new Set(), shown: new Set() };
  Object.assign(window, { heard });
  const own = <K extends 'play' | 'pause'>(name: K) =>
    Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name)?.value as HTMLMediaElement[K];
  const [play, pause] = [own('play'), own('pause')];
  const nameOf = ({ src }: HTMLMediaElement) => /\/sounds\/(\w+)\.wav$/.exec(src)?.[1];
  HTMLMediaElement.prototype.play = async function listened() {
    await play.call(this);
    const name = nameOf(this);
    if (name && this.loop) heard.playing.add(name);
  };
  HTMLMediaElement.prototype.pause = function listened() {
    pause.call(this);
    heard.playing.delete(nameOf(this) ?? '');
  };
  window.Notification = class extends EventTarget {
    static readonly permission = 'granted';
    static requestPermission = () => Promise.resolve('granted' as const);
    readonly title: string;
    constructor(title: string) {
      super();
      this.title = title;
      heard.shown.add(title);
    }
    close() {
      heard.shown.delete(this.title);
    }
  } as unknown as typeof Notification;
}

const heard = (page: Page, what: keyof Heard): Promise<string[]> =>
  page.evaluate((key) => [...(window as unknown as { heard: Heard }).heard[key]], what);
const icon = (page: Page) => page.locator('link[rel="icon"]');
const ringOf = (page: Page, name: string) => incoming(page).filter({ hasText: name });
const accept = (page: Page, name: string, how = 'Accept') =>
  ringOf(page, name).getByRole('button', { name: how, exact: true }).click();
/** What the call's own line says; a tile may say the same of one person. */
const state = (page: Page, text: string) =>
  inCall(page)
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${text}$`) });
const connected = (page: Page) => state(page, 'Connected');
const recent = (page: Page) => page.getByRole('region', { name: 'Recent calls' });

/** As if another window covered this one. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('incoming calls leave the typing alone, wait during a call, and are accepted with hold or end', async ({
  open,
  signedIn,
}) => {
  test.setTimeout(150_000);
  const { page, context } = await open();
  await context.addInitScript(listenIn);
  await page.reload();
  // A hostile name, as a directory might give it: turned round, and without end.
  await page.route(new RegExp(`/users/${carol.id}`), (route) =>
    route.fulfill({ json: { id: carol.id, displayName: `Carol <b>\u202E${'endless '.repeat(1250)}` } }),
  );
  await signIn(page, bob.upn);
  const a = await signedIn(alice.upn);
  const c = await signedIn(carol.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });

  await test.step('an incoming call takes neither the focus nor a key', async () => {
    await box.fill('Ali');
    await dial(a.page, bob.id, 'Call');
    await expect(incoming(page)).toHaveAccessibleName('Incoming call from Alice Archer');
    await expect(box).toBeFocused();
    await page.keyboard.type('ce');
    await expect(box).toHaveValue('Alice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    await expect(incoming(page)).toBeVisible();
    await expect(ringOf(page, alice.id)).toBeVisible();
    await expect(
      page.locator('[aria-live="assertive"]', { hasText: 'Incoming call from Alice' }),
    ).toBeAttached();
    await expect(page).toHaveTitle('Alice Archer is calling · Switchboard');
    await expect(icon(page)).toHaveAttribute('href', '/icon-ringing.svg');
    await expect.poll(() => heard(page, 'playing')).toEqual(['ring']);
  });

  await test.step('a hidden tab shows a system notification, once the user allowed it', async () => {
    await setHidden(page, true);
    expect(await heard(page, 'shown')).toEqual([]);
    await setHidden(page, false);
    // What a notification seems to promise is put right beside it, before and after it is wanted.
    const limit = page.getByText('With no tab open, this browser cannot ring.');
    await expect(limit).toBeVisible();
    await page.getByRole('button', { name: 'Notify me when this window is hidden' }).click();
    await expect(page.getByText('You get a notification of calls')).toBeVisible();
    await expect(limit).toBeVisible();
    expect(await heard(page, 'shown')).toEqual([]);
    await setHidden(page, true);
    await expect.poll(() => heard(page, 'shown')).toEqual(['Incoming call from Alice Archer']);
    await setHidden(page, false);
    expect(await heard(page, 'shown')).toEqual([]);
  });

  await test.step('a second call has a card of its own, and its name stays in it', async () => {
    await dial(c.page, bob.id, 'Call');
    await expect(incoming(page)).toHaveCount(2);
    // The directory answers after it began to ring.
    await expect(ringOf(page, carol.id)).toHaveAccessibleName(/^Incoming call from Carol <b> endless/);
    const name = await ringOf(page, carol.id).getAttribute('aria-label');
    expect(name?.length).toBeLessThan(110);
    const [first, second] = await Promise.all([alice, carol].map(({ id }) => ringOf(page, id).boundingBox()));
    expect(second?.width).toBe(first?.width);
    expect(second?.height).toBe(first?.height);
    await expectAccessible(page);
  });

  await test.step('the user accepts one by keyboard; the other keeps ringing as a soft beep', async () => {
    await ringOf(page, alice.id).focus();
    await page.keyboard.press('Enter');
    await expect(incoming(page)).toHaveCount(2);
    await page.keyboard.press('Tab');
    await expect(ringOf(page, alice.id).getByRole('button', { name: 'Accept', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(connected(a.page)).toBeVisible();
    await expect(incoming(page)).toHaveCount(1);
    await expect.poll(() => heard(page, 'playing')).toEqual(['waiting']);
    await expectAccessible(page);
  });

  await test.step('Accept holds the present call', async () => {
    await accept(page, carol.id);
    await expect(connected(c.page)).toBeVisible();
    await expect(state(a.page, 'On hold')).toBeVisible();
    await expect.poll(() => heard(page, 'playing')).toEqual([]);
    await expect(page).toHaveTitle('Switchboard');
    await expect(icon(page)).toHaveAttribute('href', '/icon.svg');
    await control(c.page, 'Hang up').click();
    await expect(state(page, 'On hold')).toBeVisible();
  });

  await test.step('End and accept ends the present call', async () => {
    await c.page.getByRole('button', { name: 'Close' }).click();
    await dial(c.page, bob.id, 'Call');
    await accept(page, carol.id, 'End and accept');
    await expect(a.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
    await expect(connected(c.page)).toBeVisible();
    await control(page, 'Hang up').click();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(recent(page).getByRole('listitem')).toHaveCount(3);
  });
});

test('do not disturb silences calls, missed calls are listed and called back, and a long list stays usable', async ({
  open,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const { page, context } = await open();
  await context.addInitScript(listenIn);
  await page.reload();
  await signIn(page, bob.upn);
  const a = await signedIn(alice.upn);
  const missed = recent(page).getByText('1 missed', { exact: true });
  await expect(recent(page).getByText('No calls yet.')).toBeVisible();

  await test.step('the call is silent, the app says so, and the list shows it as missed', async () => {
    await page.getByRole('switch', { name: 'Do not disturb' }).click();
    await expect(page.getByText('Do not disturb is on')).toBeVisible();
    await dial(a.page, bob.id, 'Call');
    await expect(state(a.page, 'Ringing…')).toBeVisible();
    await expect(incoming(page)).toHaveCount(0);
    expect(await heard(page, 'playing')).toEqual([]);
    await control(a.page, 'Hang up').click();
    await expect(missed).toBeVisible();
    await expect(page).toHaveTitle('(1) Switchboard');
    await expect(icon(page)).toHaveAttribute('href', '/icon-missed.svg');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByRole('switch', { name: 'Do not disturb' }).click();
  });

  await test.step('one press calls back; missed calls that were seen are no longer counted', async () => {
    await a.page.getByRole('button', { name: 'Close' }).click();
    await recent(page)
      .getByRole('button', { name: /^Alice Archer Missed .*Call back$/ })
      .click();
    await expect.poll(() => heard(page, 'playing')).toEqual(['ringback']);
    await incoming(a.page).getByRole('button', { name: 'Decline' }).click();
    await expect.poll(() => heard(page, 'playing')).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(missed).toHaveCount(0);
    await expect(page).toHaveTitle('Switchboard');
    await expect(recent(page).getByRole('listitem')).toHaveText([/Not answered/, /Missed/]);
    await expect(recent(a.page).getByRole('listitem')).toHaveText([/Declined/, /Not answered/]);
  });

  await test.step('five hundred calls, one with a very long name', async () => {
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.includes('.history.')) ?? '';
      const entries = Array.from({ length: 500 }, (_, nth) => ({
        key: String(nth),
        other: `4:+1425555${1000 + nth}`,
        name: nth === 0 ? `<i>\u202E${'W'.repeat(10_000)}` : null,
        outcome: 'answered',
        withVideo: false,
        at: Date.now() - nth * 7_200_000,
        seconds: 61,
      }));
      localStorage.setItem(key, JSON.stringify({ entries, seenAt: Date.now() }));
    });
    await page.reload();
    await expect(recent(page).getByRole('listitem')).toHaveCount(50);
    await expect(recent(page).getByRole('heading', { level: 3 }).first()).toHaveText(/^(Today|Yesterday)$/);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await recent(page).getByRole('button', { name: 'Show older calls' }).click();
    await expect(recent(page).getByRole('listitem')).toHaveCount(100);
    const clear = recent(page).getByRole('button', { name: 'Clear list' });
    await clear.click();
    await recent(page).getByRole('button', { name: 'Keep' }).click();
    await expect(clear).toBeFocused();
    await clear.click();
    await recent(page).getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(recent(page).getByRole('listitem')).toHaveCount(0);
    await expect(recent(page)).toBeFocused();
  });
});

test('calls ring in the leader tab only; another tab takes over, and the current call goes on', async ({
  open,
  signedIn,
  system,
}) => {
  test.setTimeout(120_000);
  const { page: first, context } = await open();
  await signIn(first, bob.upn);
  const second = await context.newPage();
  await second.goto(system.url);
  await signIn(second, bob.upn);
  const a = await signedIn(alice.upn);
  const take = (page: Page) => page.getByRole('button', { name: 'Use this tab' });
  await expect(take(second)).toBeVisible();
  await expect(take(first)).toHaveCount(0);

  await dial(a.page, bob.id, 'Call');
  await expect(incoming(first)).toBeVisible();
  await expect(incoming(second)).toHaveCount(0);
  await take(second).click();
  await expect(incoming(second)).toBeVisible();
  await expect(incoming(first)).toHaveCount(0);
  await take(first).click();
  await incoming(first).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(connected(first)).toBeVisible();

  await take(second).click();
  await expect(first.getByText('This call goes on here until it ends')).toBeVisible();
  await expect(connected(a.page)).toBeVisible();
  await control(first, 'Hang up').click();
  await first.getByRole('button', { name: 'Close' }).click();
  // One call, one entry, in both tabs.
  for (const page of [first, second])
    await expect(recent(page).getByRole('listitem')).toHaveText([/Answered · /]);

  await second.close();
  await expect(take(first)).toHaveCount(0);
  await a.page.getByRole('button', { name: 'Call again' }).click();
  await expect(incoming(first)).toBeVisible();
  await incoming(first).getByRole('button', { name: 'Decline' }).click();
});

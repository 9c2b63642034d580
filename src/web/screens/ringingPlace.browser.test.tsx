import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen, within } from '@testing-library/react';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { renderConsole } from '../fixtures/renderConsole.tsx';
import { pressButtonAndPaint, runAndRender, waitForCards } from '../fixtures/render.tsx';
import { alice, bob, carol } from '../fixtures/testUsers.ts';

afterEach(() => page.viewport(1280, 800));

/** @returns the height in pixels that the console reserves for the cards */
const readReservedPx = () => {
  const element = document.querySelector<HTMLElement>('[style*="--ringing-height"]');
  return Number.parseFloat(element?.style.getPropertyValue('--ringing-height') ?? '');
};

/** @param held whether a call with Bob is on hold */
async function renderBeforeRing(width: number, { held }: { held: boolean }) {
  const app = await renderConsole(width);
  // The accessible names of the controls contain people's presence. From 1024 px, the favourites have a column of their own.
  if (width > 1024) await screen.findByRole('listitem', { name: 'Carol Chen, Available' });
  const call = held ? await app.connectCall(bob.rawId) : null;
  await runAndRender(() => call?.hold());
  // React removes the view after the call is shown.
  if (held) await expect.poll(() => screen.queryByRole('region', { name: 'Recent calls' })).toBeNull();
  const ring = async (rawId = '4:+14255550100', displayName = '') => {
    const incoming = app.service.ringIncomingCall({
      identifier: createIdentifierFromRawId(rawId),
      ...(displayName !== '' && { displayName }),
    });
    await runAndRender(() => {});
    // The height of the cards reaches the console some frames later.
    await expect
      .poll(readReservedPx)
      .toBe(document.querySelector<HTMLElement>('#ringing aside')?.offsetHeight);
    return incoming;
  };
  return { ...app, ring };
}

function overlap(element: Element, place: DOMRect): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left < place.right && right > place.left && top < place.bottom && bottom > place.top;
}

const listPlaces = () =>
  [...document.querySelectorAll('button, input')]
    .filter((control) => !control.closest('#ringing') && control.checkVisibility())
    .map((control) => {
      const { left, top } = control.getBoundingClientRect();
      return `${control.getAttribute('aria-label') ?? control.textContent} ${left} ${top}`;
    })
    .filter((place) => !place.includes('Ringing'));

it.each([
  [1280, false],
  [1280, true],
  [1700, true],
])('moves no control when a call rings, in a window of %i pixels, with a call: %s', async (width, held) => {
  const { ring, service } = await renderBeforeRing(width, { held });
  const places = listPlaces();
  expect(places.length).toBeGreaterThan(5);
  const incoming = await ring();
  expect(listPlaces()).toEqual(places);
  const acceptButton = screen.getByRole('button', { name: 'Accept' });
  const { top } = acceptButton.getBoundingClientRect();
  await ring(carol.rawId);
  expect(listPlaces()).toEqual(places);
  // During a call, only a short name leaves the first card where it is.
  await ring('4:+14255550101', held ? 'Nadia Northwind' : 'Wolfgang Freiherr von Hohenlohe, '.repeat(3));
  expect(acceptButton.getBoundingClientRect().top).toBe(top);
  const cards = screen.getAllByRole('alertdialog').map((card) => card.getBoundingClientRect());
  // The caller who waits longest is first, and the cards leave the first favourites free.
  expect(cards[0]?.top).toBeLessThan(cards[1]?.top ?? 0);
  for (const { rawId } of [bob, carol]) {
    const row = document.querySelector(`[data-person="${rawId}"]`)?.getBoundingClientRect();
    expect(row?.bottom).toBeLessThan(cards[0]?.top ?? 0);
  }
  await runAndRender(() => incoming.endRinging({ code: 487, subCode: 0 }));
  expect(service.calls).toHaveLength(held ? 1 : 0);
});

it('moves no favourite when calls begin, ring and end, however many there are', async () => {
  const { ring, ...app } = await renderBeforeRing(1280, { held: false });
  const readTop = () => document.querySelector(`[data-person="${carol.rawId}"]`)?.getBoundingClientRect().top;
  const top = readTop();
  expect(top).toBeGreaterThan(0);
  for (const digit of [1, 2, 3, 4, 5]) {
    await app.connectCall(`4:+1425555010${digit}`);
    expect(readTop()).toBe(top);
  }
  await expect
    .poll(() => screen.getAllByRole('listitem', { name: /, On hold$|, Connected$/ }).length)
    .toBe(5);
  await ring();
  expect(readTop()).toBe(top);
  for (const call of app.service.calls) await runAndRender(() => call.hangUp());
  expect(readTop()).toBe(top);
});

it('shows the cards of three callers without scrolling, in a window of 800 pixels', async () => {
  const { ring } = await renderBeforeRing(1280, { held: false });
  for (const rawId of ['4:+14255550100', bob.rawId, carol.rawId]) await ring(rawId);
  const cards = screen.getAllByRole('alertdialog');
  expect(cards).toHaveLength(3);
  const list = screen.getByRole('complementary', { name: 'Incoming calls' });
  expect(list.scrollHeight).toBeLessThanOrEqual(list.clientHeight);
});

it('takes no press on a card that has just appeared, and gives its button no focus', async () => {
  const { ring } = await renderBeforeRing(1280, { held: true });
  const incoming = await ring();
  const acceptButton = screen.getByRole('button', { name: 'Accept' });
  /** @returns whether the press gives the button the focus */
  const pressDown = () =>
    acceptButton.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  expect(pressDown()).toBe(false);
  await runAndRender(() => acceptButton.click());
  expect(incoming.acceptCount).toBe(0);
  await expect.poll(() => acceptButton.ariaDisabled, { timeout: 3_000 }).not.toBe('true');
  expect(pressDown()).toBe(true);
  await runAndRender(() => acceptButton.click());
  await expect.poll(() => incoming.acceptCount).toBe(1);
});

it.each([
  [1280, 800],
  [1024, 640],
  [390, 800],
])('moves the first card for no further caller, in a window of %i by %i pixels', async (width, height) => {
  const { ring } = await renderBeforeRing(width, { held: true });
  await page.viewport(width, height);
  await ring();
  const readTop = () => screen.getAllByRole('alertdialog')[0]?.getBoundingClientRect().top;
  const top = readTop();
  for (const digit of [1, 2, 3, 4, 5]) {
    await ring(`4:+1425555011${digit}`);
    expect(readTop()).toBe(top);
  }
  const lastButton = screen.getAllByRole('button', { name: 'Accept' }).at(-1);
  lastButton?.scrollIntoView({ block: 'nearest' });
  const { left, top: buttonTop } = lastButton?.getBoundingClientRect() ?? new DOMRect();
  expect(lastButton?.contains(document.elementFromPoint(left + 8, buttonTop + 8))).toBe(true);
});

it('takes no press on Accept just after the rows of further callers have moved an open card', async () => {
  const { ring } = await renderBeforeRing(1280, { held: true });
  const incoming = await ring();
  for (const digit of [1, 2, 3]) await ring(`4:+1425555011${digit}`);
  await runAndRender(() => screen.getByText('Details').click());
  const [acceptButton] = screen.getAllByRole('button', { name: 'Accept' });
  await expect.poll(() => acceptButton?.ariaDisabled, { timeout: 3_000 }).not.toBe('true');
  await new Promise((resolve) => setTimeout(resolve, 600));
  const top = acceptButton?.getBoundingClientRect().top ?? 0;
  const press = () =>
    acceptButton?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
  await ring('4:+14255550119');
  expect(acceptButton?.getBoundingClientRect().top).toBeLessThan(top - 20);
  await runAndRender(press);
  expect(incoming.acceptCount).toBe(0);
  await expect
    .poll(async () => (await runAndRender(press), incoming.acceptCount), { timeout: 3_000 })
    .toBe(1);
});

it('takes no press on a control that a card has just moved, on a screen without a column for the calls', async () => {
  const { ring } = await renderBeforeRing(800, { held: false });
  const onPress = vi.fn();
  const dialButton = screen.getByRole('button', { name: 'Dial' });
  dialButton.addEventListener('click', onPress);
  const press = () =>
    dialButton.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
  const { top } = dialButton.getBoundingClientRect();
  // Presses as soon as the console has made room for the card.
  const observer = new MutationObserver(() => readReservedPx() > 0 && press());
  observer.observe(document.body, { attributes: true, attributeFilter: ['style'], subtree: true });
  await ring();
  observer.disconnect();
  expect(dialButton.getBoundingClientRect().top).toBeGreaterThan(top + 50);
  expect(onPress).not.toHaveBeenCalled();
  await expect
    .poll(
      () => {
        press();
        return onPress.mock.calls.length;
      },
      { timeout: 3_000 },
    )
    .toBe(1);
});

it('takes a press on a control that has moved because the user has resized the window', async () => {
  const { ring } = await renderBeforeRing(800, { held: false });
  const onPress = vi.fn();
  const dialButton = screen.getByRole('button', { name: 'Dial' });
  dialButton.addEventListener('click', onPress);
  await ring();
  dispatchEvent(new Event('resize'));
  dialButton.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
  expect(onPress).toHaveBeenCalledOnce();
});

it.each([1100, 1700])(
  'in a frame of %i pixels that shows only the call, no control moves when a second call rings, is answered and ends',
  async (width) => {
    history.replaceState(null, '', '?show=call');
    onTestFinished(() => history.replaceState(null, '', '?'));
    const access = {
      settings: { origins: ['https://crm.example'], embedding: true },
      oid: alice.oid,
      webHook: null,
    };
    const { service, connectCall } = await renderWholePhone(width, 'calls', access);
    await page.viewport(width, 640);
    expect(screen.getByText('No calls.')).toBeVisible();
    const first = await connectCall('4:+14255550100');
    const toolbar = within(await screen.findByRole('toolbar', { name: 'Call controls' }));
    await toolbar.findByRole('button', { name: 'Hold' });
    const caller = within(screen.getByRole('region', { name: 'Caller' })).getByRole('group');
    const stateWords = document.createRange();
    stateWords.selectNodeContents(document.querySelector('main [role=status]') as Element);
    const { left } = stateWords.getBoundingClientRect();
    expect(left).toBeCloseTo(caller.getBoundingClientRect().left, 0);
    const readToolbar = () =>
      ['Hold', 'Mute', 'Hang up'].map((name) => {
        const bar = within(screen.getByRole('toolbar', { name: 'Call controls' }));
        return JSON.stringify(bar.getByRole('button', { name }).getBoundingClientRect());
      });
    const [places, toolbarPlaces] = [listPlaces(), readToolbar()];
    const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
    await expect.poll(readReservedPx).toBeGreaterThan(100);
    await runAndRender(() => {});
    expect(listPlaces()).toEqual(places);
    const card = screen.getByRole('alertdialog').getBoundingClientRect();
    const covered = [...document.querySelectorAll('button, input, main, header')].filter(
      (element) => !element.closest('#ringing') && element.checkVisibility() && overlap(element, card),
    );
    expect(covered.map((element) => element.outerHTML)).toEqual([]);
    await runAndRender(() => incoming.endRinging());
    await connectCall(bob.rawId);
    await screen.findByRole('listitem', { name: '+1 425 555 0100, On hold' });
    await screen.findByRole('heading', { level: 1, name: 'Bob Baker' });
    expect(readToolbar()).toEqual(toolbarPlaces);
    await runAndRender(() => first.end({ code: 0, subCode: 0 }));
    await expect.poll(() => screen.getAllByRole('listitem').length).toBe(1);
    expect(readToolbar()).toEqual(toolbarPlaces);
  },
);

it('on a phone, shows no button that ends the call where Hold and Transfer were, but offers it in Details', async () => {
  const { service, connectCall } = await renderWholePhone(390);
  const call = await connectCall('4:+14255550100');
  const controls = await within(await screen.findByRole('region', { name: 'Caller' })).findAllByRole(
    'button',
    {
      name: /^(Hold|Transfer)/,
    },
  );
  const places = controls.map((control) => control.getBoundingClientRect());
  expect(places.length).toBe(2);
  await runAndRender(() =>
    service.ringIncomingCall({ identifier: createIdentifierFromRawId('4:+14255550101') }),
  );
  const card = screen.getByRole('alertdialog');
  const hits = within(card)
    .getAllByRole('button')
    .filter((button) => places.some((place) => overlap(button, place)));
  expect(hits).toEqual([]);
  await runAndRender(() => within(card).getByText('Details').click());
  await waitForCards();
  await pressButtonAndPaint('End +1 425 555 0100 and accept');
  expect(call.state).toBe('Disconnected');
});

it('keeps the navigation in the window of the smallest phone while three callers ring', async () => {
  const { service } = await renderWholePhone(320);
  await page.viewport(320, 568);
  for (const rawId of ['4:+14255550101', bob.rawId, carol.rawId])
    await runAndRender(() => service.ringIncomingCall({ identifier: createIdentifierFromRawId(rawId) }));
  await expect.poll(readReservedPx).toBeGreaterThan(250);
  const { bottom } = screen.getByRole('navigation').getBoundingClientRect();
  expect(bottom).toBeLessThanOrEqual(568);
});

it('on the smallest phone, shows the whole row of a held caller during a ring, and resumes the call', async () => {
  const { service, connectCall } = await renderWholePhone(320);
  await page.viewport(320, 568);
  const held = await connectCall(bob.rawId);
  await connectCall('4:+14255550100');
  const row = await screen.findByRole('listitem', { name: 'Bob Baker, On hold' });
  await runAndRender(() => service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) }));
  await expect.poll(readReservedPx).toBeGreaterThan(100);
  const { left, right, top, bottom } = row.getBoundingClientRect();
  const corners = [top + 4, bottom - 4].flatMap((y) => [left + 6, right - 6].map((x) => ({ x, y })));
  const isHit = ({ x, y }: { x: number; y: number }) => row.contains(document.elementFromPoint(x, y));
  expect(corners.filter((corner) => !isHit(corner))).toEqual([]);
  // Just after the ring has moved the row, it takes no press.
  await runAndRender(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  await userEvent.click(within(row).getByRole('button', { name: 'Bob Baker, On hold' }));
  await expect.poll(() => held.state).toBe('Connected');
});

import { createIdentifierFromRawId } from '@azure/communication-common';
import { FluentProvider } from '@fluentui/react-components';
import { screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { fail } from '../errors/problem.ts';
import { callFeatures } from '../features/list.ts';
import { i18n } from '../fixtures/i18n.ts';
import { pressButton, renderInCall, runAndRender } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import type { SimulatedCall } from '../fixtures/simulatedCall.ts';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { CallScreen } from './CallScreen.tsx';
import { createSimulated } from '../fixtures/emitter.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { supportedLanguages } from '../i18n/supportedLanguages.ts';
import { themeChoice, useTheme } from '../ui/theme.ts';

afterEach(async () => {
  themeChoice.set('system');
  await i18n.changeLanguage('en');
  await page.viewport(1280, 800);
});

const ChosenTheme = ({ children }: { children: ReactNode }) => (
  <FluentProvider theme={useTheme()}>{children}</FluentProvider>
);

/** Renders the call screen of a connected call to Bob in the whole window. */
const renderCallScreen = (prepareCall?: (call: SimulatedCall) => void) =>
  renderInCall(
    <ChosenTheme>
      <div style={{ display: 'flex', height: '100vh' }}>
        <CallScreen />
      </div>
    </ChosenTheme>,
    { features: callFeatures.map(({ feature }) => feature) },
    prepareCall,
  );

/** Sets the size of the window, and waits until animations have ended. */
async function setWindow(width: number, height: number): Promise<void> {
  await page.viewport(width, height);
  await runAndRender(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))),
  );
}

it.each([
  [320, 640],
  [640, 400],
  [1280, 800],
])(
  'in a window of %i by %i pixels, an open panel hides neither the title nor the toolbar',
  async (width, height) => {
    await page.viewport(width, height);
    await renderCallScreen();
    await pressButton('Consult');
    await setWindow(width, height);
    const panel = screen.getByRole('complementary', { name: 'Consult' }).getBoundingClientRect();
    const title = screen.getByRole('heading', { level: 1, name: 'Bob Baker' }).getBoundingClientRect();
    const toolbar = screen.getByRole('toolbar', { name: 'Call controls' }).getBoundingClientRect();
    const isBesidePanel = ({ top, bottom, left, right }: DOMRect) =>
      right <= panel.left || panel.right <= left || bottom <= panel.top || panel.bottom <= top;
    expect([title, toolbar].filter((box) => !isBesidePanel(box))).toEqual([]);
    if (width === 320) expect(panel.width).toBe(320);
  },
);

it.each([140, 200, 240, 360])(
  'in the %i pixels that a phone’s cards leave, names the other person, and cuts no row of buttons',
  async (height) => {
    await page.viewport(320, height);
    await renderCallScreen();
    const title = screen.getByRole('heading', { level: 1, name: 'Bob Baker' });
    expect(title.getBoundingClientRect().top).toBeLessThan(40);
    const { top, bottom } = screen.getByRole('region', { name: 'Caller' }).getBoundingClientRect();
    const cut = within(screen.getByRole('region', { name: 'Caller' }))
      .getAllByRole('button', { name: /^(Hold|Transfer|Consult|Ask)/ })
      .map((button) => button.getBoundingClientRect())
      .filter((box) => box.top < top || (box.top < bottom && box.bottom > bottom));
    expect(cut).toEqual([]);
  },
);

it.each([320, 390])(
  'on a low phone of %i pixels, shows in one line the queue and that the other is muted',
  async (width) => {
    await page.viewport(width, 360);
    await renderCallScreen((call) => {
      const identifier = createIdentifierFromRawId('28:orgid:aa000000-0000-4000-8000-0000000000aa');
      Object.assign(call, { transferorInfo: { identifier, displayName: 'Support queue' } });
      call.setParticipants(createSimulatedParticipant(bob.rawId, { isMuted: true }));
      call.changeState('Connected');
    });
    const [title, muted, state, time, via] = [
      screen.getByRole('heading', { level: 1, name: 'Bob Baker' }),
      screen.getByRole('img', { name: 'Muted' }),
      screen.getByText('Connected'),
      screen.getByRole('timer'),
      screen.getAllByText('via Support queue').find((element) => element.checkVisibility()),
    ].map((element) => element?.getBoundingClientRect() ?? new DOMRect());
    expect(title?.width).toBeGreaterThan(60);
    for (const box of [muted, state, time]) expect(box?.top).toBeLessThan(title?.bottom ?? 0);
    expect(via?.width).toBeGreaterThan(80);
    expect(via?.height).toBeLessThan(24);
  },
);

it.each([280, 300, 320, 360, 428, 520, 600, 640, 1280])(
  'in a window of %i pixels, the buttons of the toolbar are in one row, apart from the edges, and the menu has the rest',
  async (width) => {
    await page.viewport(width, 640);
    await renderCallScreen();
    const toolbar = screen.getByRole('toolbar', { name: 'Call controls' });
    const room = toolbar.parentElement as HTMLElement;
    expect(getComputedStyle(room).minHeight).toBe(`${toolbar.getBoundingClientRect().height}px`);
    const boxes = within(toolbar)
      .getAllByRole('button')
      .map((button) => ({
        // The buttons that open a list of devices are as narrow as WCAG 2.5.8 allows. No screen is narrower than 320, but a frame may be.
        minWidth: button.ariaLabel?.startsWith('Choose') ? 24 : width < 320 ? 50 : 56,
        box: button.getBoundingClientRect(),
      }));
    expect(new Set(boxes.map(({ box }) => box.top)).size).toBe(1);
    for (const {
      minWidth,
      box: { left, right, width: buttonWidth },
    } of boxes) {
      expect(buttonWidth).toBeGreaterThanOrEqual(minWidth);
      expect(left).toBeGreaterThanOrEqual(8);
      expect(right).toBeLessThanOrEqual(width - 8);
    }
    const spare = ['Turn camera on', 'People', 'Share screen'];
    const missing = spare.filter((name) => !within(toolbar).queryByRole('button', { name }));
    await pressButton('More');
    const isInMenu = (name: string) => screen.queryByRole('menuitem', { name: new RegExp(`^${name}`) });
    expect(spare.filter(isInMenu)).toEqual(missing);
  },
);

it.each(supportedLanguages.map(({ tag }) => tag))(
  'where its buttons are narrow, every button of the toolbar has a whole word below its icon, in the language %s',
  async (tag) => {
    const { default: words } = (await import(`../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    await i18n.changeLanguage(tag);
    const { call } = await renderCallScreen();
    const toolbar = screen.getByRole('toolbar');
    const listCutWords = async (width: number) => {
      await page.viewport(width, 640);
      // Two lines.
      const maxHeight = width < 600 ? 26 : 28;
      const labels = [...toolbar.querySelectorAll<HTMLElement>('button > span:last-child')].filter(
        (label) => label.offsetWidth > 0,
      );
      expect(labels.length).toBeGreaterThanOrEqual(5);
      // A word that is wider than its button would break in its middle.
      for (const label of labels) label.style.overflowWrap = 'normal';
      return labels
        .filter(({ offsetHeight, clientWidth, scrollWidth, parentElement }) => {
          const roomPx = parentElement?.getBoundingClientRect().width ?? 0;
          return (
            offsetHeight === 0 ||
            offsetHeight > maxHeight ||
            scrollWidth > clientWidth ||
            clientWidth > roomPx + 1
          );
        })
        .map((label) => `${width}: ${label.textContent}`);
    };
    // 900 and 908: the narrow buttons of a wide toolbar.
    const widths = [320, 360, 390, 428, 540, 900, 908];
    for (const width of widths) expect(await listCutWords(width)).toEqual([]);
    await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
    for (const width of widths) expect(await listCutWords(width)).toEqual([]);
    await runAndRender(() => call.hold());
    await runAndRender(() => call.mute());
    for (const width of widths) expect(await listCutWords(width)).toEqual([]);
  },
);

it('in a window of 720 pixels, the menu More shows its groups without scrolling', async () => {
  const [width, height] = [1024, 720];
  await page.viewport(width, height);
  await renderCallScreen();
  await pressButton('More');
  await setWindow(width, height);
  const menu = screen.getByRole('menu');
  const groups = within(menu).getAllByRole('group');
  expect(groups.map((group) => group.textContent)).toHaveLength(4);
  expect(within(menu).getAllByRole('menuitem')[0]).toHaveTextContent('Keypad');
  const popover = menu.parentElement;
  expect(popover?.scrollHeight).toBe(popover?.clientHeight);
  for (const item of within(menu).getAllByRole('menuitem')) {
    const { top, left, right } = item.getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
  }
});

it.each([
  [320, 640],
  [390, 780],
  [560, 360],
])('in a window of %i by %i pixels, the menu More is one list without holes', async (width, height) => {
  await page.viewport(width, height);
  await renderCallScreen();
  await pressButton('More');
  await setWindow(width, height);
  const menu = screen.getByRole('menu');
  const popover = menu.parentElement?.getBoundingClientRect();
  expect(popover?.top).toBeGreaterThanOrEqual(0);
  expect(popover?.bottom).toBeLessThanOrEqual(height);
  const lines = [...menu.querySelectorAll('[role=menuitem], .fui-MenuGroupHeader')]
    .filter((line) => line.checkVisibility())
    .map((line) => line.getBoundingClientRect());
  expect(lines.length).toBeGreaterThan(10);
  const gaps = lines.slice(1).map(({ top }, index) => top - (lines[index]?.bottom ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(16);
});

it('leaves every tile where it is when a notice appears', async () => {
  const { call } = await renderCallScreen();
  const readTile = () => screen.getByRole('group', { name: 'Bob Baker' }).getBoundingClientRect();
  await setWindow(1280, 800);
  const before = readTile();
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.network.reportDiagnostic('networkSendQuality', 3),
  );
  expect(screen.getByText(/Your connection is/)).toBeVisible();
  expect(readTile()).toEqual(before);
});

it('dims the avatars while the call is on hold', async () => {
  await renderCallScreen();
  const toolbar = within(screen.getByRole('toolbar', { name: 'Call controls' }));
  await runAndRender(() => toolbar.getByRole('button', { name: 'Hold' }).click());
  const tile = screen.getByRole('group', { name: 'Bob Baker' });
  const avatar = tile.querySelector('.fui-Avatar');
  expect(avatar && getComputedStyle(avatar).opacity).toBe('0.5');
});

it('shows five tiles in three rows on a square stage, because videos are wider than high', async () => {
  const { call } = await renderCallScreen();
  const rawIds = ['4:+14255550100', '4:+14255550101', '4:+14255550102', '4:+14255550103'];
  await runAndRender(() => call.setParticipants(...rawIds));
  const countRows = async (width: number, height: number) => {
    await setWindow(width, height);
    const tiles = [...document.querySelectorAll('[data-tile]')];
    expect(tiles).toHaveLength(5);
    return new Set(tiles.map((tile) => Math.round(tile.getBoundingClientRect().top))).size;
  };
  expect(await countRows(1280, 700)).toBe(2);
  expect(await countRows(800, 900)).toBe(3);
});

it('shows a single video whole, and keeps every video element when a panel, the width of the window, the theme or the arrangement changes', async () => {
  const { call } = await renderCallScreen((newCall) => {
    newCall.changeState('Connected');
    const size = { width: 4, height: 3 };
    const video = createSimulated({ id: 1, mediaStreamType: 'Video' as const, isAvailable: true, size });
    newCall.setParticipants(createSimulatedParticipant(bob.rawId, { videoStreams: [video] } as object));
  });
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  const listVideos = () => [...document.querySelectorAll('video')];
  await expect.poll(listVideos).toHaveLength(2);
  const videosBefore = new Set(listVideos());
  const expectSameVideos = () =>
    expect(listVideos().filter((video) => videosBefore.has(video))).toHaveLength(2);

  const readEmptyPart = () => {
    const boxes = [listVideos()[0]?.parentElement, listVideos()[0]?.closest('[data-tile]')];
    const [video, tile] = boxes.map((box) => box?.getBoundingClientRect() ?? new DOMRect());
    return {
      shape: video!.width / video!.height,
      isEmpty: tile!.width * tile!.height > video!.width * video!.height + 1,
    };
  };
  expect(readEmptyPart()).toEqual({ shape: expect.closeTo(16 / 9, 1), isEmpty: true });
  await pressButton('People');
  expect(screen.getByRole('complementary', { name: 'People' })).toBeVisible();
  expectSameVideos();
  for (const width of [640, 320, 1440]) {
    await page.viewport(width, 800);
    await runAndRender(() => {});
    expectSameVideos();
  }
  for (const theme of ['dark', 'light'] as const) {
    await runAndRender(() => themeChoice.set(theme));
    expectSameVideos();
  }
  await pressButton('People');
  await pressButton('Hold');
  await pressButton('Resume');
  expectSameVideos();
  await runAndRender(() => call.setParticipants(...call.remoteParticipants, carol.rawId));
  expect(document.querySelector('[data-arrangement=grid]')).not.toBeNull();
  expectSameVideos();
  expect(readEmptyPart().isEmpty).toBe(false);
});

it.each([320, 1280])(
  'in a window of %i pixels, the line above a video is as dark as its surroundings, unless it has a message or is above a list',
  async (width) => {
    const { phone, connectCall } = await renderWholePhone(width);
    const call = await connectCall(bob.rawId);
    // Each call has a section of its own.
    const readSectionColour = () =>
      getComputedStyle(screen.getByRole('region', { name: 'Call' })).backgroundColor;
    const readLineColour = () => {
      const line = document.querySelector<HTMLElement>('header [data-over-call]');
      return line?.offsetHeight === 48 ? getComputedStyle(line).backgroundColor : null;
    };
    const isDark = () => readLineColour() === readSectionColour();
    await screen.findByRole('region', { name: 'Call' });
    const lightColour = readSectionColour();
    const expectDark = (expected: boolean) =>
      expect
        .poll(async () => {
          await runAndRender(() => {});
          return isDark();
        })
        .toBe(expected);
    await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
    await expectDark(true);
    expect(readSectionColour()).not.toBe(lightColour);
    const { problem } = fail('service-unreachable');
    await runAndRender(() => phone.reportProblem(problem));
    expect(readLineColour()).toBe(lightColour);
    await runAndRender(() => phone.dismissProblem(problem));
    expect(isDark()).toBe(true);
    // On a wide screen, the list of calls is beside the line.
    const other = await connectCall(carol.rawId);
    await runAndRender(() => other.startVideo({ mediaStreamType: 'Video', dispose() {} }));
    await expectDark(width === 1280);
  },
);

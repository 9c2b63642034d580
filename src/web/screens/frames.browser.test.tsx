import { createIdentifierFromRawId } from '@azure/communication-common';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { bob } from '../fixtures/testUsers.ts';

afterEach(() => page.viewport(1280, 800));

const find = (selector: string): HTMLElement | null => {
  const element = document.querySelector<HTMLElement>(selector);
  return element?.checkVisibility({ visibilityProperty: true }) ? element : null;
};

/** Reads what the call's screen, the list of calls and the toolbar say in a frame; `null` for a part that is not there. */
function readFrame() {
  const region = find('section[aria-label=Call]');
  const status = region?.querySelector('[role=status]')?.textContent ?? null;
  return {
    call: region && `${region.querySelector('h1')?.textContent}, ${status}`,
    status,
    listed: find('li[data-call]:has([aria-current=true])')?.ariaLabel ?? null,
    saysNoCalls: find('[data-place=side] section')?.textContent.includes('No calls.') ?? false,
    hold: find('[role=toolbar]')?.textContent.match(/Hold|Resume/)?.[0] ?? null,
  };
}
type Frame = ReturnType<typeof readFrame>;

/** While the call is being set up, the user may want to hang up. */
const beginning = new Set(['Calling…', 'Ringing…', 'Answering…']);

function isContradictory({ call, status, listed, saysNoCalls, hold }: Frame): boolean {
  if (call === null) return listed !== null || hold !== null;
  return (
    saysNoCalls ||
    (listed !== null && listed !== call) ||
    (hold !== null && (hold === 'Resume') !== (status === 'On hold')) ||
    (hold === null && beginning.has(status ?? ''))
  );
}

/** Keeps the page busy, as a slow computer is, and reads each frame. @returns the different frames that contradict themselves */
function watchFrames(): () => Frame[] {
  const found = new Map<string, Frame>();
  let isOver = false;
  const work = () => {
    const endsAt = performance.now() + 40;
    while (performance.now() < endsAt);
    if (!isOver) setTimeout(work);
  };
  const read = () => {
    const frame = readFrame();
    if (isContradictory(frame)) found.set(JSON.stringify(frame), frame);
    if (!isOver) requestAnimationFrame(read);
  };
  work();
  requestAnimationFrame(read);
  return () => {
    isOver = true;
    return [...found.values()];
  };
}

/** Lets React render in its own time, as for a user: in `act`, all parts would change at once. */
function renderLikeForUsers(): void {
  const react = globalThis as unknown as { IS_REACT_ACT_ENVIRONMENT: boolean };
  const before = react.IS_REACT_ACT_ENVIRONMENT;
  react.IS_REACT_ACT_ENVIRONMENT = false;
  onTestFinished(() => void (react.IS_REACT_ACT_ENVIRONMENT = before));
}

it('on a busy page, the call, its row in the list and its toolbar never contradict each other in a frame', async () => {
  const { phone, service } = await renderWholePhone();
  renderLikeForUsers();
  const stop = watchFrames();
  const telephone = '4:+14255550100';
  /** Waits until all parts show this call. */
  const seeEverywhere = (call: string, hold: 'Hold' | 'Resume') =>
    expect.poll(readFrame, { timeout: 15_000 }).toMatchObject({ call, listed: call, hold });

  void phone.placeCall({ kind: 'people', rawIds: [telephone] }, { video: false });
  await expect.poll(() => service.calls.length).toBe(1);
  service.calls[0]?.setParticipants(telephone);
  service.calls[0]?.changeState('Ringing');
  await seeEverywhere('+1 425 555 0100, Ringing…', 'Hold');
  service.calls[0]?.changeState('Connected');
  await seeEverywhere('+1 425 555 0100, Connected', 'Hold');
  const { id } = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  void phone.acceptCall(id, { video: false });
  await expect.poll(() => service.calls.length).toBe(2);
  service.calls[1]?.connectTo(bob.rawId);
  await seeEverywhere('Bob Baker, Connected', 'Hold');
  void phone.hangUp(phone.state.get().front ?? '');
  await seeEverywhere('+1 425 555 0100, On hold', 'Resume');
  void phone.switchTo(phone.state.get().front ?? '');
  await seeEverywhere('+1 425 555 0100, Connected', 'Hold');
  service.calls[0]?.end({ code: 0, subCode: 0 });
  await expect.poll(readFrame).toMatchObject({ call: null, listed: null, saysNoCalls: true });
  expect(stop()).toEqual([]);
}, 60_000);

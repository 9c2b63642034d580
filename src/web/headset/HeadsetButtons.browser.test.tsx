import { afterEach, expect, it, vi } from 'vitest';
import { createStore } from '../base/store.ts';
import { blackwire, combinedHeadset, oneShotHeadset, type HeadsetModel } from '../fixtures/headsetModels.ts';
import { runAndRender, renderApp, type AppParts } from '../fixtures/render.tsx';
import { SimulatedHeadset, SimulatedHid } from '../fixtures/simulatedHeadsets.ts';
import { alice } from '../fixtures/testUsers.ts';
import { AllowedHeadset } from './AllowedHeadset.tsx';

/** Longer than the times in which the app takes a press for a second one, or a switch for one that follows its light. */
const settled = { timeout: 5_000 };
const waitUntilPressesCount = () => new Promise((resolve) => setTimeout(resolve, 1_100));

afterEach(() => vi.restoreAllMocks());

async function renderWithHeadsets(headsets: readonly SimulatedHeadset[], parts: AppParts = {}) {
  const hid = new SimulatedHid(...headsets);
  const app = await renderApp(<AllowedHeadset />, parts);
  return { ...app, hid };
}

/** Renders the phone with one headset that works. */
async function renderWithHeadset(model: HeadsetModel, parts: AppParts = {}) {
  const headset = new SimulatedHeadset(model);
  const app = await renderWithHeadsets([headset], parts);
  await expectOpen(headset);
  return { ...app, headset };
}

/** Waits until the app has loaded the code for headsets and has opened this one. */
const expectOpen = (headset: SimulatedHeadset) =>
  expect
    .poll(async () => {
      await runAndRender(() => {});
      return headset.opened;
    })
    .toBe(true);

/** The lights of the combined headset's report, as bits: 1 off-hook, 2 mute, 4 ring, 8 hold. */
const readLights = (headset: SimulatedHeadset) => headset.shown.get(2)?.[0] ?? 0;

it('answers and hangs up by a hook switch that keeps its state, and its lights follow', async () => {
  const { service, headset, phone } = await renderWithHeadset(combinedHeadset);
  // Another program may use the headset for a call, so the app sends nothing before it has something to show.
  expect(headset.sentCount).toBe(0);
  const incoming = service.ringIncomingCall();
  await expect.poll(() => readLights(headset)).toBe(4);
  headset.report(2, 1, 0);
  await expect.poll(() => incoming.acceptCount).toBe(1);
  await expect.poll(() => readLights(headset)).toBe(1);
  const [call] = service.calls;
  await runAndRender(() => call?.changeState('Connected'));
  await waitUntilPressesCount();
  expect(call?.state).toBe('Connected');
  headset.report(2, 0, 0);
  await expect.poll(() => call?.state).toBe('Disconnected');
  await expect.poll(() => readLights(headset)).toBe(0);
  expect(phone.state.get().problems).toEqual([]);
});

it('answers and hangs up by a hook switch that reports its release', async () => {
  const { service, headset } = await renderWithHeadset(blackwire);
  const pressHook = () => {
    headset.report(8, 0b010);
    headset.report(8, 0);
  };
  const incoming = service.ringIncomingCall();
  await expect.poll(() => headset.shown.get(24)).toEqual([1]);
  pressHook();
  await expect.poll(() => incoming.acceptCount).toBe(1);
  await expect.poll(() => headset.shown.get(23)).toEqual([1]);
  expect(headset.shown.get(24)).toEqual([0]);
  const [call] = service.calls;
  await runAndRender(() => call?.changeState('Connected'));
  await waitUntilPressesCount();
  expect(call?.state).toBe('Connected');
  pressHook();
  await expect.poll(() => call?.state).toBe('Disconnected');
  await expect.poll(() => headset.shown.get(23)).toEqual([0]);
});

it('does not take a hook switch that follows the light for a press when the user answers or calls on the screen', async () => {
  const { service, headset, connectCall } = await renderWithHeadset(combinedHeadset);
  const call = await connectCall();
  await expect.poll(() => readLights(headset)).toBe(1);
  headset.report(2, 1, 0);
  const waiting = service.ringIncomingCall();
  await expect.poll(() => readLights(headset)).toBe(5);
  headset.report(2, 0, 0);
  headset.report(2, 1, 0);
  await runAndRender(() => {});
  expect([call.state, waiting.acceptCount]).toEqual(['Connected', 0]);
});

it('mutes and unmutes by the headset, and shows on the headset that the user was muted on the screen', async () => {
  const { headset, connectCall, phone } = await renderWithHeadset(blackwire);
  const call = await connectCall();
  const pressMute = () => {
    headset.report(8, 1);
    headset.report(8, 0);
  };
  pressMute();
  await expect.poll(() => call.isMuted).toBe(true);
  await expect.poll(() => headset.shown.get(9)).toEqual([1]);
  pressMute();
  await expect.poll(() => call.isMuted).toBe(false);
  await expect.poll(() => headset.shown.get(9)).toEqual([0]);
  const session = phone.findSession(phone.state.get().front ?? '');
  await runAndRender(() => session?.microphone.setMuted(true));
  await expect.poll(() => headset.shown.get(9)).toEqual([1]);
});

it('holds and resumes by Flash, and shows the hold without the end of the call', async () => {
  const { headset, connectCall } = await renderWithHeadset(combinedHeadset);
  const call = await connectCall();
  const pressFlash = () => {
    headset.report(2, 0b1000, 0);
    headset.report(2, 0, 0);
  };
  pressFlash();
  await expect.poll(() => call.state).toBe('LocalHold');
  await expect.poll(() => readLights(headset)).toBe(9);
  pressFlash();
  await expect.poll(() => call.state).toBe('Connected');
  await expect.poll(() => readLights(headset)).toBe(1);
});

it('answers a second call by Flash, and declines one by the button for that', async () => {
  const { service, headset, connectCall } = await renderWithHeadset(combinedHeadset);
  const call = await connectCall();
  const declined = service.ringIncomingCall();
  await expect.poll(() => readLights(headset)).toBe(5);
  await waitUntilPressesCount();
  headset.report(2, 0b100_0000, 0);
  headset.report(2, 0, 0);
  await expect.poll(() => declined.callEndReason?.code).toBe(603);
  expect(call.state).toBe('Connected');
  await waitUntilPressesCount();
  const answered = service.ringIncomingCall();
  await expect.poll(() => readLights(headset)).toBe(5);
  await waitUntilPressesCount();
  headset.report(2, 0b1000, 0);
  await expect.poll(() => answered.acceptCount).toBe(1);
  await expect.poll(() => call.state).toBe('LocalHold');
});

it('ends only the call that the user meant when they press twice, and when a call has just gone by itself', async () => {
  const { headset, connectCall, phone } = await renderWithHeadset(oneShotHeadset);
  const press = () => {
    headset.report(1, 1);
    headset.report(1, 0);
  };
  const [first, second, third] = [await connectCall(), await connectCall(), await connectCall()];
  await expect.poll(() => [first.state, second.state]).toEqual(['LocalHold', 'LocalHold']);
  await expect.poll(() => phone.state.get().isHangUpSettling, settled).toBe(false);
  press();
  await expect.poll(() => third.state).toBe('Disconnected');
  press();
  await waitUntilPressesCount();
  expect([first.state, second.state]).toEqual(['LocalHold', 'LocalHold']);
  await expect.poll(() => phone.state.get().isHangUpSettling, settled).toBe(false);
  await runAndRender(() => second.end({ code: 0, subCode: 0 }));
  press();
  await waitUntilPressesCount();
  expect(first.state).toBe('LocalHold');
  await expect.poll(() => phone.state.get().isHangUpSettling, settled).toBe(false);
  press();
  await expect.poll(() => first.state).toBe('Disconnected');
});

it('neither declines nor holds the caller whom a slow service is still connecting when the user presses again', async () => {
  const { service, headset, connectCall } = await renderWithHeadset(combinedHeadset);
  const held = await connectCall();
  await expect.poll(() => readLights(headset)).toBe(1);
  const incoming = service.ringIncomingCall();
  await expect.poll(() => readLights(headset)).toBe(5);
  await waitUntilPressesCount();
  service.block();
  const pressHook = () => {
    headset.report(2, 0, 0);
    headset.report(2, 1, 0);
  };
  const pressFlash = () => {
    headset.report(2, 0b1001, 0);
    headset.report(2, 1, 0);
  };
  await runAndRender(pressFlash);
  for (const press of [pressHook, pressFlash]) {
    await waitUntilPressesCount();
    await runAndRender(press);
  }
  await runAndRender(service.release);
  await expect.poll(() => incoming.acceptCount).toBe(1);
  for (const press of [pressHook, pressFlash]) await runAndRender(press);
  expect([held.state, service.calls.at(-1)?.state]).toEqual(['LocalHold', 'Connecting']);
});

it('does not end the call when the one that the user was about to answer has just stopped ringing', async () => {
  const { service, headset, connectCall, phone } = await renderWithHeadset(oneShotHeadset);
  const call = await connectCall();
  const incoming = service.ringIncomingCall();
  await runAndRender(() => {});
  await runAndRender(() => incoming.endRinging({ code: 0, subCode: 0 }));
  headset.report(1, 1);
  headset.report(1, 0);
  await expect.poll(() => phone.state.get().areCardsSettling, settled).toBe(false);
  expect(call.state).toBe('Connected');
});

it('does not answer a call that has just begun to ring, because the press may be meant to end the call on the screen', async () => {
  const { service, headset, connectCall, phone } = await renderWithHeadset(oneShotHeadset);
  const call = await connectCall();
  const press = () => {
    headset.report(1, 1);
    headset.report(1, 0);
  };
  const incoming = service.ringIncomingCall();
  await runAndRender(press);
  await waitUntilPressesCount();
  expect([incoming.acceptCount, call.state]).toEqual([0, 'Connected']);
  await runAndRender(() => incoming.endRinging({ code: 0, subCode: 0 }));
  await expect.poll(() => phone.state.get().areCardsSettling, settled).toBe(false);
  // The caller hangs up at the moment in which another one calls.
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  const next = service.ringIncomingCall();
  await runAndRender(press);
  await waitUntilPressesCount();
  expect(next.acceptCount).toBe(0);
  await runAndRender(press);
  await expect.poll(() => next.acceptCount).toBe(1);
});

it('says that the headset was unplugged in a call, which goes on, and uses it again when it is plugged in', async () => {
  const { headset, hid, connectCall, phone } = await renderWithHeadset(blackwire);
  const listCodes = () => phone.state.get().problems.map(({ code }) => code);
  await runAndRender(() => hid.unplug(headset));
  expect(listCodes()).toEqual([]);
  await runAndRender(() => hid.plugIn(headset));
  await expectOpen(headset);
  const call = await connectCall();
  await runAndRender(() => hid.unplug(headset));
  expect(listCodes()).toEqual(['headset-unplugged']);
  expect(call.state).toBe('Connected');
  // The browser has another object for the device.
  const pluggedIn = new SimulatedHeadset(blackwire);
  await runAndRender(() => hid.plugIn(pluggedIn));
  await expectOpen(pluggedIn);
  expect(listCodes()).toEqual([]);
  await expect.poll(() => pluggedIn.shown.get(23)).toEqual([1]);
  pluggedIn.report(8, 1);
  await expect.poll(() => call.isMuted).toBe(true);
});

it('says that another program may use the headset, and opens it when the user tries again', async () => {
  const headset = new SimulatedHeadset(blackwire);
  headset.isBusy = true;
  const { connectCall, phone } = await renderWithHeadsets([headset]);
  const call = await connectCall();
  const findProblem = () => phone.state.get().problems.find(({ code }) => code === 'headset-not-answering');
  await expect
    .poll(async () => {
      await runAndRender(() => {});
      return findProblem();
    })
    .toMatchObject({ remedy: 'retry' });
  headset.isBusy = false;
  await runAndRender(() => findProblem()?.retry?.());
  await expectOpen(headset);
  await expect.poll(findProblem).toBeUndefined();
  await expect.poll(() => headset.shown.get(23)).toEqual([1]);
  headset.report(8, 1);
  await expect.poll(() => call.isMuted).toBe(true);
});

it('uses two headsets', async () => {
  const [one, other] = [new SimulatedHeadset(blackwire), new SimulatedHeadset(combinedHeadset)];
  const { service } = await renderWithHeadsets([one, other]);
  await expectOpen(one);
  await expectOpen(other);
  const incoming = service.ringIncomingCall();
  await expect.poll(() => [one.shown.get(24), readLights(other)]).toEqual([[1], 4]);
  other.report(2, 1, 0);
  await expect.poll(() => incoming.acceptCount).toBe(1);
  await expect.poll(() => [one.shown.get(23), readLights(other)]).toEqual([[1], 1]);
});

it('turns the lights off when the page goes', async () => {
  const { headset, connectCall } = await renderWithHeadset(combinedHeadset);
  await connectCall();
  await expect.poll(() => readLights(headset)).toBe(1);
  dispatchEvent(new Event('pagehide'));
  await expect.poll(() => readLights(headset)).toBe(0);
});

async function renderInOtherTab() {
  const status = createStore<'leader' | 'other'>('other');
  const headset = new SimulatedHeadset(oneShotHeadset);
  const leaderTab = { status, takeOver: () => status.set('leader'), close: () => {} };
  const app = await renderWithHeadsets([headset], { leaderTab });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await runAndRender(() => {});
  return { ...app, headset };
}

it('leaves the headset to the leader tab until this tab has a call', async () => {
  const { headset, connectCall } = await renderInOtherTab();
  expect(headset.opened).toBe(false);
  const call = await connectCall();
  await expectOpen(headset);
  await expect.poll(() => headset.shown.get(1)).toEqual([1]);
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  await expect.poll(() => headset.opened).toBe(false);
  expect(headset.shown.get(1)).toEqual([0]);
});

it('answers the call that rings in the leader tab, and does not end the call of this tab instead', async () => {
  const { headset, connectCall } = await renderInOtherTab();
  const call = await connectCall();
  await expectOpen(headset);
  const leader = new BroadcastChannel(`switchboard.headset.${alice.rawId}`);
  const messages: unknown[] = [];
  leader.addEventListener('message', ({ data }) => messages.push(data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target origin.
  leader.postMessage('rings');
  await expect.poll(() => headset.shown.get(1)).toEqual([0b11]);
  headset.report(1, 1);
  await expect.poll(() => messages).toContain('answer');
  await runAndRender(() => {});
  expect(call.state).toBe('Connected');
  leader.close();
});

it('works in a browser without WebHID', async () => {
  Object.defineProperty(navigator, 'hid', { value: undefined, configurable: true });
  const { connectCall } = await renderApp(<AllowedHeadset />);
  const call = await connectCall();
  expect(call.state).toBe('Connected');
  Reflect.deleteProperty(navigator, 'hid');
});

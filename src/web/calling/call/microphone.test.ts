import { beforeEach, expect, test, vi } from 'vitest';
import { SimulatedService } from '../../fixtures/simulatedService.ts';
import { createMicrophone } from './microphone.ts';

beforeEach(() => vi.useFakeTimers());

function createCall({ isConnected = true } = {}) {
  const service = new SimulatedService(async () => {});
  const call = service.addCall('Outgoing');
  if (isConnected) call.changeState('Connected');
  const onUnmuteFailed = vi.fn();
  const microphone = createMicrophone(call.asTeamsCall(), onUnmuteFailed);
  microphone.watch();
  return { service, call, microphone, onUnmuteFailed };
}

test('says that the user may still be heard while the service refuses to mute them, and repeats the mute until it succeeds', async () => {
  const { service, call, microphone } = createCall();
  service.refuseNext('mute', 2);
  await microphone.setMuted(true);
  expect(call.isMuted).toBe(true);
  expect(microphone).toMatchObject({ isMuted: false, delay: 'mayBeHeard' });
  // Nobody hears a user who holds the call.
  await call.hold();
  expect(microphone.delay).toBeNull();
  await call.resume();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(microphone).toMatchObject({ isMuted: false, delay: 'mayBeHeard' });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(microphone).toMatchObject({ isMuted: true, delay: null });
  expect(call.muteCommands).toEqual(['mute', 'mute', 'mute']);
});

test('sends a mute even if the SDK says that the user is muted', async () => {
  const { call, microphone } = createCall();
  await microphone.setMuted(true);
  await microphone.setMuted(true);
  expect(call.muteCommands).toEqual(['mute', 'mute']);
});

test('mutes the user again when the SDK opens the microphone after the user has released the push-to-talk key', async () => {
  const { call, microphone } = createCall();
  await microphone.setMuted(true);
  call.publishesUnmuteLate = true;
  await microphone.setMuted(false);
  expect(microphone).toMatchObject({ isMuted: true, isChanging: true });
  await microphone.setMuted(true);
  call.publishUnmute();
  await vi.advanceTimersByTimeAsync(0);
  expect(call.isMuted).toBe(true);
  expect(call.muteCommands).toEqual(['mute', 'unmute', 'mute', 'mute']);
});

test('does not mute a user whom the SDK unmutes long after the last mute', async () => {
  const { call, microphone } = createCall();
  await microphone.setMuted(true);
  await vi.advanceTimersByTimeAsync(11_000);
  await call.unmute();
  await vi.advanceTimersByTimeAsync(0);
  expect(microphone.isMuted).toBe(false);
});

test('mutes at once, but waits before it unmutes a user who has muted and unmuted very often', async () => {
  const { call, microphone } = createCall();
  for (let press = 0; press < 7; press += 1) {
    await microphone.setMuted(true);
    await microphone.setMuted(false);
  }
  await microphone.setMuted(true);
  const commandCount = call.muteCommands.length;
  await microphone.setMuted(false);
  expect(microphone).toMatchObject({ isMuted: true, delay: 'waits' });
  await microphone.setMuted(true);
  expect(microphone).toMatchObject({ isMuted: true, delay: null });
  await microphone.setMuted(false);
  call.muteByOthers();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(microphone).toMatchObject({ isMuted: true, delay: null });
  await microphone.setMuted(false);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(microphone).toMatchObject({ isMuted: false, delay: null });
  expect(call.muteCommands.slice(commandCount)).toEqual(['mute', 'unmute']);
});

test('reports that the SDK has refused an unmute that had to wait', async () => {
  const { service, call, microphone, onUnmuteFailed } = createCall();
  for (let press = 0; press < 7; press += 1) {
    await microphone.setMuted(true);
    await microphone.setMuted(false);
  }
  await microphone.setMuted(true);
  await microphone.setMuted(false);
  call.unmute = () => Promise.reject(service.createRefusal(403, 0));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(onUnmuteFailed).toHaveBeenCalledOnce();
  expect(microphone).toMatchObject({ isMuted: true, delay: null });
});

test('says that the user is not heard while the service throttles the unmute, and rejects if the SDK refuses it for another reason', async () => {
  const { service, call, microphone } = createCall();
  await microphone.setMuted(true);
  service.refuseNext('unmute');
  await microphone.setMuted(false);
  expect(microphone).toMatchObject({ isMuted: false, delay: 'notHeard' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(microphone).toMatchObject({ isMuted: false, delay: null });
  await microphone.setMuted(true);
  call.unmute = () => Promise.reject(service.createRefusal(403, 0));
  await expect(microphone.setMuted(false)).rejects.toThrow('refused');
  expect(microphone).toMatchObject({ isMuted: true, delay: null });
});

test('mutes the user as soon as the call is connected if the SDK refused that before', async () => {
  const { service, call, microphone } = createCall({ isConnected: false });
  service.refuseNext('mute');
  await microphone.setMuted(true);
  expect(microphone.delay).toBe('mutesOnceConnected');
  call.changeState('Connected');
  await vi.advanceTimersByTimeAsync(0);
  expect(microphone).toMatchObject({ isMuted: true, delay: null });
});

test('does not unmute a user whom another participant mutes meanwhile', async () => {
  const { call, microphone } = createCall();
  await microphone.setMuted(true);
  await microphone.setMuted(false);
  await call.mute();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(microphone.isMuted).toBe(true);
});

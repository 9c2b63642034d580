import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile({ ringMs: 1_500, closedGraceMs: 500 });

const nothing = { peers: 0, tracks: 0, sounds: 0 };

test('a call is None and listed when startCall returns, then Connecting, Ringing, Connected; events end in order', async () => {
  const seen = await run(async ({ agentOf, nextIncomingCall, user, log, until, first, leftOpen }) => {
    const a = await agentOf('alice');
    const b = await agentOf('bob');
    a.agent.on('callsUpdated', ({ added, removed }) => log.push(`calls +${added.length} -${removed.length}`));
    const ringing = nextIncomingCall(b.agent);
    const call = a.agent.startCall(user('bob'));
    log.push(`returned ${call.state} ${a.agent.calls.includes(call)}`);
    call.on('stateChanged', () => log.push(call.state));
    call.on('remoteParticipantsUpdated', ({ removed }) => log.push(`participants -${removed.length}`));
    const callee = first(call.remoteParticipants);
    callee.on('stateChanged', () => log.push(`callee: ${callee.state}`));
    const incoming = await ringing;
    const peer = await incoming.accept();
    await until(() => call.state === 'Connected' && peer.state === 'Connected');
    const sound = document.querySelector('audio');
    const heard = sound && !sound.muted && !sound.paused;
    log.push('hang up');
    await peer.hangUp();
    await until(() => call.state === 'Disconnected');
    return { log, left: await leftOpen(), heard, end: call.callEndReason, calls: a.agent.calls.length };
  });
  expect(seen.log).toEqual([
    'calls +1 -0',
    'returned None true',
    'Connecting',
    'callee: Ringing',
    'Ringing',
    'callee: Connected',
    'Connected',
    'hang up',
    'callee: Disconnected',
    'participants -1',
    'calls +0 -1',
    'Disconnected',
  ]);
  expect(seen).toMatchObject({ left: nothing, calls: 0, heard: true, end: { code: 0, subCode: 0 } });
});

test('a call that is declined, cancelled, hung up at once, or placed to a user without an endpoint ends with its code on both sides', async () => {
  const ends = await run(async ({ agentOf, nextIncomingCall, user, until, endOf, caught, leftOpen }) => {
    const a = await agentOf('alice');
    const b = await agentOf('bob');
    const endOfCallTo = async (name: string) => {
      const call = a.agent.startCall(user(name));
      await until(() => call.state === 'Disconnected');
      return endOf(call);
    };
    let ringing = nextIncomingCall(b.agent);
    const declining = endOfCallTo('bob');
    await (await ringing).reject();
    const declined = await declining;

    ringing = nextIncomingCall(b.agent);
    const cancelled = a.agent.startCall(user('bob'));
    const incoming = await ringing;
    const calleeEnd = new Promise<string>((resolve) => {
      incoming.on('callEnded', (ended) => resolve(endOf(ended)));
    });
    await until(() => cancelled.state === 'Ringing');
    await cancelled.hangUp();
    const bothEnds = `${cancelled.callEndReason?.code} ${await calleeEnd}`;
    const late = await caught(() => incoming.accept());

    const early = a.agent.startCall(user('bob'));
    await early.hangUp();
    const nobody = await endOfCallTo('carol');
    return { declined, cancelled: bothEnds, late, early: endOf(early), nobody, left: await leftOpen() };
  });
  expect(ends).toEqual({
    declined: '603/0',
    cancelled: '487 487/0',
    late: '400/41006',
    early: '0/0',
    nobody: '480/10037',
    left: nothing,
  });
});

test('a preview and a call share one camera, which stays open until both have ended', async () => {
  const seen = await run(async ({ connect, sdk, first, until, liveTracks, leftOpen }) => {
    const { a, call, peer } = await connect();
    const camera = first(await (await a.client.getDeviceManager()).getCameras());
    const stream = new sdk.LocalVideoStream(camera, { autoDisposeOnCallEnd: false });
    await until(() => liveTracks() === 2);
    const before = liveTracks();
    const renderer = new sdk.VideoStreamRenderer(stream);
    const view = await renderer.createView({ isMirrored: true, scalingMode: 'Fit' });
    await call.startVideo(stream);
    const shared = liveTracks() - before;
    await call.hangUp();
    await until(() => peer.state === 'Disconnected');
    const previewed = liveTracks();
    const style = view.target.querySelector('video')?.style;
    const drawn = `${style?.objectFit} ${style?.transform}`;
    renderer.dispose();
    return { shared, previewed, drawn, left: await leftOpen() };
  });
  expect(seen).toEqual({ shared: 1, previewed: 1, drawn: 'contain scaleX(-1)', left: nothing });
});

test('every object works through a Proxy', async () => {
  const seen = await run(
    async ({ agentOf, nextIncomingCall, user, sdk, first, until, isMoving, leftOpen }) => {
      const wrap = <T extends object>(target: T): T =>
        new Proxy(target, {
          get(object, key) {
            const value: unknown = Reflect.get(object, key);
            if (typeof value !== 'function') return value;
            return (...given: unknown[]): unknown => Reflect.apply(value, proxied.get(object), given);
          },
        });
      const proxied = new Map<object, object>();
      const proxy = <T extends object>(target: T): T => {
        const wrapped = wrap(target);
        proxied.set(target, wrapped);
        return wrapped;
      };
      const a = await agentOf('alice', proxy);
      const b = await agentOf('bob', proxy);
      const ringing = nextIncomingCall(b.agent);
      const devices = proxy(await a.client.getDeviceManager());
      const stream = proxy(new sdk.LocalVideoStream(first(await devices.getCameras())));
      const options = { videoOptions: { localVideoStreams: [stream] } };
      const call = proxy(a.agent.startCall(user('bob'), options));
      const peer = proxy(await proxy(await ringing).accept());
      await until(() => call.state === 'Connected' && peer.state === 'Connected');
      const caller = proxy(await until(() => peer.remoteParticipants[0]));
      const moving = await isMoving(proxy(await until(() => caller.videoStreams[0])));
      await call.mute();
      await until(() => caller.isMuted);
      await call.hold();
      await call.resume();
      await call.stopVideo(stream);
      const names = Object.keys(call.feature(sdk.Features.Capabilities).capabilities).length;
      const same = call.feature(sdk.Features.Capabilities) === call.feature(sdk.Features.Capabilities);
      await call.hangUp();
      await until(() => peer.state === 'Disconnected');
      await a.agent.dispose();
      await b.agent.dispose();
      return { moving, names, same, calls: a.agent.calls.length, left: await leftOpen() };
    },
  );
  expect(seen).toEqual({ moving: true, names: 25, same: true, calls: 0, left: nothing });
});

test('what is not emulated is refused by name, and a call refuses unknown events', async () => {
  const seen = await run(async ({ connect, sdk }) => {
    const { a, call } = await connect();
    const messageOf = async (act: () => unknown) => {
      try {
        await act();
        return 'silent';
      } catch (error) {
        return String(error);
      }
    };
    const credential = {
      getToken: async () => ({
        token: `e30.${btoa(JSON.stringify({ skypeid: 'acs:x' }))}.x`,
        expiresOnTimestamp: 0,
      }),
      dispose: () => undefined,
    };
    return {
      event: await messageOf(() => call.on('nonsense' as never, () => undefined)),
      agent: await messageOf(() => new sdk.CallClient().createCallAgent(credential)),
      callee: await messageOf(() => a.agent.startCall('bob' as never)),
    };
  });
  expect(seen.event).toMatch(/event of TeamsCall/);
  expect(seen.agent).toMatch(
    /^CallingCommunicationError: CallClient\.createCallAgent\(\): .*instead: .*createTeamsCallAgent/,
  );
  expect(seen.callee).toMatch(/not a valid identifier/);
});

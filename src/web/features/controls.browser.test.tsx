import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../fixtures/render.tsx';
import type { SimulatedCall } from '../fixtures/simulatedCall.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { callFeatures } from './list.ts';

type Change = (call: SimulatedCall) => unknown;
type Capability = Parameters<SimulatedCall['features']['Capabilities']['revokeCapability']>[0];

const findFeature = (name: string) => {
  const listed = callFeatures.find(({ feature }) => feature.name === name);
  if (!listed) throw new Error(`There is no feature ${name}.`);
  return listed;
};

it.each<[string, 'Ringing' | 'Connected', string, string, (call: SimulatedCall) => boolean]>([
  ['mute', 'Ringing', 'Mute', 'Unmute', (call) => call.isMuted],
  ['hold', 'Connected', 'Hold', 'Resume', (call) => call.state === 'LocalHold'],
  ['camera', 'Ringing', 'Turn camera on', 'Turn camera off', (call) => call.isLocalVideoStarted],
  ['screenShare', 'Connected', 'Share screen', 'Stop sharing', (call) => call.isScreenSharingOn],
])(
  'the button of %s, in the state %s, is named after what the next press does: %s or %s',
  async (featureName, state, on, off, readIsOn) => {
    const { feature, Control = () => null } = findFeature(featureName);
    const prepareCall = (call: SimulatedCall) => call.changeState(state);
    const { call } = await renderInCall(<Control />, { features: [feature] }, prepareCall);
    await pressButton(on);
    expect(readIsOn(call)).toBe(true);
    await pressButton(off);
    expect(readIsOn(call)).toBe(false);
    expect(screen.getByRole('button', { name: on })).toBeVisible();
  },
);

it.each<[string, Capability, string, string]>([
  ['camera', 'turnVideoOn', 'Turn camera on', 'Turn camera off'],
  ['screenShare', 'shareScreen', 'Share screen', 'Stop sharing'],
])(
  'a user who loses the capability for %s while using it can still stop',
  async (name, capability, on, off) => {
    const { feature, Control = () => null } = findFeature(name);
    const { call } = await renderInCall(<Control />, { features: [feature] });
    await pressButton(on);
    await runAndRender(() => call.features.Capabilities.revokeCapability(capability, 'RoleRestricted'));
    await pressButton(off);
    expect([call.isLocalVideoStarted, call.isScreenSharingOn]).toEqual([false, false]);
  },
);

const policy = 'Your organisation’s policy does not allow it.';
const revoke =
  (capability: Capability): Change =>
  (call) =>
    call.features.Capabilities.revokeCapability(capability, 'UserPolicyRestricted');

it.each<[string, string, string, Change]>([
  ['addPeople', 'Add to the call', policy, revoke('addTeamsUser')],
  ['camera', 'Turn camera on', policy, revoke('turnVideoOn')],
  ['captions', 'Start captions', policy, revoke('startLiveCallingCaptions')],
  ['people', 'Mute everyone else', policy, revoke('muteOthers')],
  ['reactions', 'Like', policy, revoke('useReactions')],
  ['realTimeText', 'New text', policy, revoke('realTimeText')],
  ['screenShare', 'Share screen', policy, revoke('shareScreen')],
  ['mute', 'Unmute', policy, (call) => Promise.all([call.mute(), revoke('unmuteMic')(call)])],
  ['hold', 'Hold', 'Only while the call is connected.', (call) => call.changeState('Ringing')],
  ['hold', 'Hold', 'Only once somebody has let you in.', (call) => call.changeState('InLobby')],
  [
    'screenShare',
    'Share screen',
    'Only once somebody has let you in.',
    (call) => call.changeState('InLobby'),
  ],
  // The number is the SDK's quality: 3 is bad.
  [
    'hold',
    'Hold',
    'Not while reconnecting.',
    (call) => call.features.UserFacingDiagnostics.network.reportDiagnostic('networkReconnect', 3),
  ],
])('the control of %s with the name %s cannot be pressed, and says: %s', async (...row) => {
  const [featureName, name, reason, change] = row;
  const { feature, Panel, Control } = findFeature(featureName);
  const Component = Panel ?? Control ?? (() => null);
  const { call } = await renderInCall(<Component />, { features: [feature] });
  await runAndRender(() => call.setParticipants(bob.rawId, carol.rawId));
  expect(screen.queryByText(reason)).toBeNull();
  await runAndRender(() => change(call));
  expect(screen.getByText(reason)).toBeInTheDocument();
  expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
  await pressButton(name);
  expect(call.state).not.toBe('LocalHold');
});

it.each<[string, 'media' | 'network', string, boolean | number, RegExp]>([
  ['camera', 'media', 'cameraPermissionDenied', true, /does not let Switchboard use the camera/],
  ['camera', 'media', 'cameraStartFailed', true, /Another program may be using it/],
  ['camera', 'media', 'cameraStoppedUnexpectedly', true, /Your camera has stopped/],
  ['camera', 'media', 'cameraFreeze', true, /picture is frozen/],
  ['mute', 'media', 'microphonePermissionDenied', true, /does not let Switchboard use the microphone/],
  ['mute', 'media', 'noMicrophoneDevicesEnumerated', true, /No microphone is connected/],
  ['mute', 'media', 'microphoneMuteUnexpectedly', true, /Your system has muted the microphone/],
  ['mute', 'media', 'microphoneNotFunctioning', true, /Your microphone has stopped/],
  // A number is the SDK's quality: 1 is good, 2 is poor, 3 is bad.
  ['quality', 'network', 'networkSendQuality', 2, /is weak. The others may hear and see you badly/],
  ['quality', 'network', 'networkSendQuality', 3, /very weak. The others may lose your sound and video/],
  ['quality', 'network', 'networkReceiveQuality', 2, /is weak. You may hear and see the others badly/],
  ['quality', 'network', 'networkReceiveQuality', 3, /very weak. Sound and video may drop out/],
])('the banner of %s says while the SDK raises the %s diagnostic %s (%s): %s', async (...row) => {
  const [featureName, kind, diagnostic, value, words] = row;
  const { feature, Banner = () => null } = findFeature(featureName);
  const { call } = await renderInCall(<Banner />, { features: [feature] });
  const { reportDiagnostic } = call.features.UserFacingDiagnostics[kind];
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => reportDiagnostic(diagnostic, value));
  expect(screen.getByRole('status')).toHaveTextContent(words);
  await runAndRender(() => reportDiagnostic(diagnostic, typeof value === 'number' ? 1 : false));
  expect(screen.queryByRole('status')).toBeNull();
});

it('tells the user while the screen is shared', async () => {
  const { feature, Banner = () => null } = findFeature('screenShare');
  const { call } = await renderInCall(<Banner />, { features: [feature] });
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.startScreenSharing());
  expect(screen.getByRole('status')).toHaveTextContent('You are sharing your screen.');
});

it('the button of hold keeps its name and the focus, and cannot be pressed again, until the service has answered', async () => {
  const { Control = () => null } = findFeature('hold');
  const { blockService, releaseService } = await renderInCall(<Control />);
  const getButton = () => screen.getByRole('button');
  getButton().focus();
  blockService();
  await pressButton('Hold');
  expect(getButton()).toHaveAttribute('aria-busy', 'true');
  expect(getButton()).toHaveAttribute('aria-disabled', 'true');
  expect(getButton()).toHaveAccessibleName('Hold');
  await releaseService();
  expect(getButton()).toHaveAccessibleName('Resume');
  expect(getButton()).toHaveFocus();
});

it('replaces the stream of a stopped camera when the user turns the camera on again', async () => {
  const { feature, Banner = () => null } = findFeature('camera');
  const { call } = await renderInCall(<Banner />, { features: [feature] });
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose: () => {} }));
  const [stoppedStream] = call.localVideoStreams;
  const { reportDiagnostic } = call.features.UserFacingDiagnostics.media;
  await runAndRender(() => reportDiagnostic('cameraStoppedUnexpectedly', true));
  await pressButton('Turn the camera on again');
  expect(call.localVideoStreams).toHaveLength(1);
  expect(call.localVideoStreams[0]).not.toBe(stoppedStream);
});

import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('network: a loss of 10 % to one person and a delay, set during a call, are what the browser measures, and the call warns of it', async (api) => {
  const { waitUntil, expectEqual, emulator, sdk } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  const [aliceStates, bobStates]: string[][] = [[], []];
  aliceCall.on('stateChanged', () => aliceStates?.push(aliceCall.state));
  bobCall.on('stateChanged', () => bobStates?.push(bobCall.state));
  const network = { to: { lossPercent: 10 }, delayMs: 100 };
  await emulator.setConditions({ network }, api.identifierOf('bob').microsoftTeamsUserId);
  await waitUntil(async () => (await api.readAudioStats(bobCall)).packetsReceived > 600, 30_000);
  const [alice, bob] = [await api.readAudioStats(aliceCall), await api.readAudioStats(bobCall)];
  const share = bob.packetsLost / (bob.packetsLost + bob.packetsReceived);
  // Four standard deviations of the packets, and the delay of both directions.
  expectEqual(Math.abs(share - 0.1) < 0.05, true);
  expectEqual(alice.packetsLost, 0);
  expectEqual(Math.abs(alice.roundTripSeconds - 0.2) < 0.04, true);
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
  const { network: diagnostics } = bobCall.feature(sdk.Features.UserFacingDiagnostics);
  await waitUntil(() => Number(diagnostics.getLatest().networkReceiveQuality?.value) > 1, 15_000);
  expectEqual([aliceStates, bobStates], [[], []]);
}, 60_000);

test('network: it applies to a call with a bot, whose media comes from the page', async (api) => {
  const { waitUntil, emulator } = api;
  const { agent } = await api.signIn('alice');
  const call = agent.startCall(api.identifierOf('echo'));
  await waitUntil(() => call.state === 'Connected');
  await emulator.setConditions({ network: { delayMs: 50 } });
  // Alice's network and that of the bot delay each packet in both directions.
  await waitUntil(async () => (await api.readAudioStats(call)).roundTripSeconds > 0.19, 15_000);
}, 60_000);

test('network: an outage makes a call reconnect, and the media is back after it', async (api) => {
  const { waitUntil, emulator, sdk } = api;
  const bob = api.identifierOf('bob').microsoftTeamsUserId;
  await emulator.setConditions({ network: {} }, bob);
  const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  await api.waitForMedia(bobCall);
  const { network } = aliceCall.feature(sdk.Features.UserFacingDiagnostics);
  const readReconnect = () => Number(network.getLatest().networkReconnect?.value ?? 1);
  await emulator.setConditions({ network: { outage: true } }, bob);
  await api.waitForNoMedia(bobCall);
  await waitUntil(() => readReconnect() > 1, 15_000);
  await emulator.setConditions({ network: {} }, bob);
  await waitUntil(() => readReconnect() === 1, 15_000);
  await api.waitForMedia(bobCall);
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
  api.expectEqual([aliceCall.state, bobCall.state], ['Connected', 'Connected']);
}, 60_000);

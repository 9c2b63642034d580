import type { TeamsIncomingCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { runAction } from '../../../src/emulator/controls/actions/actions.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { getHarness, runInNewPage } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/call-context, and how-tos/cte-calling-sdk/shared-line-appearance.
test('the callee gets the custom context of a call, and of the transfer of a call; a call on behalf of a user rings', async () => {
  const result = await runInNewPage(async ({ signIn, sdk, waitUntil, identifierOf }) => {
    const [alice, bob, carol] = [await signIn('alice'), await signIn('bob'), await signIn('carol')];
    const takeIncomingCall = ({ agent }: typeof bob) =>
      new Promise<TeamsIncomingCall>((resolve) =>
        agent.on('incomingCall', ({ incomingCall }) => resolve(incomingCall)),
      );
    const bobIncoming = takeIncomingCall(bob);
    const aliceCall = alice.agent.startCall(identifierOf('bob'), {
      customContext: {
        userToUser: 'order-4711',
        sipHeaders: [
          { key: 'Case', value: '12' },
          { key: 'Invalid', value: 'has spaces' },
        ],
        voipHeaders: [{ key: 'Note', value: 'two words' }],
      },
      onBehalfOfOptions: { userId: identifierOf('carol') },
    });
    const incoming = await bobIncoming;
    await incoming.accept();
    await waitUntil(() => aliceCall.state === 'Connected');
    const carolIncoming = takeIncomingCall(carol);
    aliceCall
      .feature(sdk.Features.Transfer)
      .transfer({ targetParticipant: identifierOf('carol') }, { customContext: { userToUser: 'urgent' } });
    const transferred = await carolIncoming;
    await transferred.reject();
    const isEmergency = aliceCall.isEmergencyCall;
    await aliceCall.hangUp();
    const emergencyCall = alice.agent.startCall({ phoneNumber: '112' });
    const isEmergencyToo = emergencyCall.isEmergencyCall;
    await waitUntil(() => emergencyCall.state === 'Connected');
    await emergencyCall.hangUp();
    return {
      context: incoming.customContext,
      transferredContext: transferred.customContext,
      hasTransferor: transferred.transferorInfo !== undefined,
      emergency: [isEmergency, isEmergencyToo],
    };
  });
  expect(result).toEqual({
    context: {
      userToUser: 'order-4711',
      sipHeaders: [{ key: 'X-MS-Custom-Case', value: '12' }],
      voipHeaders: [{ key: 'Note', value: 'two words' }],
    },
    transferredContext: { userToUser: 'urgent' },
    hasTransferor: true,
    emergency: [false, true],
  });
});

test('callerInfoChanged comes while a call rings and while it goes on, and callerInfo then has the new name', async () => {
  const { admin } = getHarness().signalling;
  const caller = '+14255550100';
  const nameCaller = (name: string) => runAction(admin, { as: caller, act: 'callerName', name });
  const alicePage = await getHarness().openPage();
  const ringingPage = await alicePage.extendApi(async ({ signIn }) => {
    const { agent } = await signIn('alice');
    const incoming = new Promise<TeamsIncomingCall>((resolve) =>
      agent.on('incomingCall', ({ incomingCall }) => resolve(incomingCall)),
    );
    return { incoming, names: [] as (string | undefined)[] };
  });
  await runAction(admin, { as: caller, act: 'ring', to: 'alice@fabrikam.example' });
  await ringingPage.run(async ({ incoming, names }) => {
    const incomingCall = await incoming;
    names.push(incomingCall.callerInfo.displayName);
    incomingCall.on('callerInfoChanged', () => names.push(incomingCall.callerInfo.displayName));
  });
  await nameCaller('Ada');
  await ringingPage.run(async ({ incoming, names, waitUntil }) => {
    await waitUntil(() => names.length === 2);
    const call = await (await incoming).accept();
    names.push(call.callerInfo.displayName);
    call.on('callerInfoChanged', () => names.push(call.callerInfo.displayName));
    await waitUntil(() => call.state === 'Connected');
  });
  await nameCaller('Ada Lovelace');
  const names = await ringingPage.run(async (api) => {
    await api.waitUntil(() => api.names.length === 4);
    return api.names;
  });
  expect(names).toEqual([undefined, 'Ada', 'Ada', 'Ada Lovelace']);
  await alicePage.close();
});

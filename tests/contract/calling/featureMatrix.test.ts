import { expect, test } from 'vitest';
import { featureMatrix } from '../../../src/emulator/sdk/features/matrix.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/**
 * `featureMatrix` lists for each feature of the Calling SDK whether the drop-in SDK (the emulator's replacement for it) supports
 * or refuses the feature.
 */
test('every feature of the SDK exists, a refused feature throws 501 with an alternative, and an object that does not have the requested feature throws an error that names both', async () => {
  const result = await runInNewPage(
    async ({ sdk, signIn, waitUntil, createCameraStream, firstOf, meetings }) => {
      /** An object with features: the call, the client, or a local stream. */
      interface FeatureOwner {
        feature(factory: unknown): { name?: unknown };
      }
      const alice = await signIn('alice');
      const call = alice.agent.join(meetings.openHouse);
      await waitUntil(() => call.state === 'Connected');
      const video = await createCameraStream(alice.client);
      const microphone = firstOf(await (await alice.client.getDeviceManager()).getMicrophones());
      const audio = new sdk.LocalAudioStream(microphone);
      const ownerOf = (factory: object): FeatureOwner => {
        if ('callApiCtor' in factory) return call;
        if ('callClientApiCtor' in factory) return alice.client;
        return 'videoStreamApiCtor' in factory ? video : audio;
      };
      /** @returns the code and message of the error; an empty text if there is none. */
      const catchError = async (action: () => unknown) => {
        try {
          await action();
          return '';
        } catch (error) {
          const { code, message } = error as { code: number; message: string };
          return `${code} ${message}`;
        }
      };
      // The cast lets the test ask an owner for a feature that it does not have, which the SDK's types forbid.
      const owners = { call, client: alice.client } as unknown as Record<'call' | 'client', FeatureOwner>;
      /** The error of creating each feature. */
      const creationErrors: Record<string, string> = {};
      for (const [name, factory] of Object.entries(sdk.Features)) {
        creationErrors[name] = await catchError(() => {
          const owner = ownerOf(factory);
          const feature = owner.feature(factory);
          if (feature !== owner.feature(factory) || feature.name !== name) {
            throw new Error('The feature is not the same object each time, or has another name.');
          }
        });
      }
      const videoEffects = video.feature(sdk.Features.VideoEffects);
      const audioEffects = audio.feature(sdk.Features.AudioEffects);
      /** The errors of features that can be created, but not used. */
      const usageErrors: Record<string, string> = {
        TogetherMode: await catchError(() => call.feature(sdk.Features.TogetherMode).start()),
        VideoEffects: await catchError(() => videoEffects.startEffects({ name: 'BackgroundBlur' } as never)),
      };
      // An audio effect that the app implements itself. Only the real SDK can run it.
      const customEffect = { noiseSuppression: { isSupported: async () => true } };
      const acsUser = {
        getToken: async () => ({
          token: `e30.${btoa(JSON.stringify({ skypeid: 'acs:x' }))}.x`,
          expiresOnTimestamp: 0,
        }),
        dispose: () => undefined,
      };
      const result = {
        agentOfAcsUser: await catchError(() => new sdk.CallClient().createCallAgent(acsUser)),
        creationErrors,
        usageErrors,
        customEffectError: await catchError(() => audioEffects.startEffects(customEffect as never)),
        supportsVideoEffects: await videoEffects.isSupported({} as never),
        supportsNoiseSuppression: await audioEffects.isSupported('BrowserNoiseSuppression'),
        wrongOwnerErrors: [
          await catchError(() => owners.call.feature(undefined)),
          await catchError(() => owners.call.feature(sdk.Features.VideoEffects)),
          await catchError(() => owners.client.feature(sdk.Features.RaiseHand)),
        ],
      };
      await call.hangUp();
      video.dispose();
      audio.dispose();
      return result;
    },
  );
  const { creationErrors, usageErrors, customEffectError, wrongOwnerErrors } = result;
  expect(Object.keys(creationErrors).toSorted()).toEqual(Object.keys(featureMatrix).toSorted());
  for (const [name, { status, instead: alternative }] of Object.entries(featureMatrix)) {
    const error = creationErrors[name] || usageErrors[name] || '';
    expect(error, name).toMatch(status === 'refused' ? /^501 .*instead: / : /^$/);
    if (status === 'refused') expect(error).toContain(alternative);
  }
  // The feature works, except for effects that the app implements. Therefore the table names an alternative to these.
  expect(customEffectError).toContain(featureMatrix.AudioEffects.instead);
  expect(result).toMatchObject({ supportsVideoEffects: false, supportsNoiseSuppression: true });
  expect(result.agentOfAcsUser).toMatch(
    /^501 CallClient\.createCallAgent\(\): .*instead: .*createTeamsCallAgent/,
  );
  expect(wrongOwnerErrors[0]).toMatch(/^500 TeamsCall\.feature\(undefined\)/);
  expect(wrongOwnerErrors[1]).toMatch(/^500 TeamsCall\.feature\(\{ videoStreamApiCtor \}\)/);
  expect(wrongOwnerErrors[2]).toMatch(/^500 CallClient\.feature\(\{ callApiCtor \}\)/);
});

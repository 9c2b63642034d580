import { expect, test } from 'vitest';
import { featureMatrix } from '../../../src/emulator/sdk/features/matrix.ts';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('every feature exists; a refused one throws 501 with an alternative; an unknown one is refused by name', async () => {
  const seen = await run(async ({ sdk, agentOf, until, camera, first, meetings }) => {
    interface Owner {
      feature(factory: unknown): { name?: unknown };
    }
    const a = await agentOf('alice');
    const call = a.agent.join(meetings.openHouse);
    await until(() => call.state === 'Connected');
    const video = await camera(a.client);
    const microphone = first(await (await a.client.getDeviceManager()).getMicrophones());
    const audio = new sdk.LocalAudioStream(microphone);
    const ownerOf = (factory: object): Owner => {
      if ('callApiCtor' in factory) return call;
      if ('callClientApiCtor' in factory) return a.client;
      return 'videoStreamApiCtor' in factory ? video : audio;
    };
    const refusalOf = async (act: () => unknown) => {
      try {
        await act();
        return '';
      } catch (error) {
        const { code, message } = error as { code: number; message: string };
        return `${code} ${message}`;
      }
    };
    const featuresOf = { call, client: a.client } as unknown as Record<'call' | 'client', Owner>;
    const created: Record<string, string> = {};
    for (const [name, factory] of Object.entries(sdk.Features)) {
      created[name] = await refusalOf(() => {
        const owner = ownerOf(factory);
        const feature = owner.feature(factory);
        if (feature !== owner.feature(factory) || typeof feature.name !== 'string') {
          throw new Error('not the same');
        }
      });
    }
    const videoEffects = video.feature(sdk.Features.VideoEffects);
    const audioEffects = audio.feature(sdk.Features.AudioEffects);
    const refused: Record<string, string> = {
      TogetherMode: await refusalOf(() => call.feature(sdk.Features.TogetherMode).start()),
      VideoEffects: await refusalOf(() => videoEffects.startEffects({ name: 'BackgroundBlur' } as never)),
    };
    const suppression = { noiseSuppression: { isSupported: async () => true } };
    const result = {
      created,
      refused,
      deep: await refusalOf(() => audioEffects.startEffects(suppression as never)),
      supported: [
        await videoEffects.isSupported({} as never),
        await audioEffects.isSupported('BrowserNoiseSuppression'),
      ],
      unknown: [
        await refusalOf(() => featuresOf.call.feature(undefined)),
        await refusalOf(() => featuresOf.call.feature(sdk.Features.VideoEffects)),
        await refusalOf(() => featuresOf.client.feature(sdk.Features.RaiseHand)),
      ],
    };
    await call.hangUp();
    video.dispose();
    audio.dispose();
    return result;
  });
  const { created, refused, deep, supported, unknown } = seen;
  expect(Object.keys(created).toSorted()).toEqual(Object.keys(featureMatrix).toSorted());
  for (const [name, { status, instead }] of Object.entries(featureMatrix)) {
    const reason = created[name] || refused[name] || '';
    expect(reason, name).toMatch(status === 'refused' ? /^501 .*instead: / : /^$/);
    if (status === 'refused') expect(reason).toContain(instead);
  }
  expect(deep).toContain(featureMatrix.AudioEffects.instead);
  expect(supported).toEqual([false, true]);
  expect(unknown[0]).toMatch(/^500 TeamsCall\.feature\(undefined\)/);
  expect(unknown[1]).toMatch(/^500 TeamsCall\.feature\(\{ videoStreamApiCtor \}\)/);
  expect(unknown[2]).toMatch(/^500 CallClient\.feature\(\{ callApiCtor \}\)/);
});

import { expect, it } from 'vitest';
import { chooseMenuItem, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import type { SimulatedCall } from '../../fixtures/simulatedCall.ts';
import { noiseSuppression, NoiseSuppressionItem, NoiseSuppressionSync } from './NoiseSuppression.tsx';

/** Gives the call a microphone stream. @param failure what the effects throw, as while the microphone is opening */
function addMicrophone(call: SimulatedCall, failure?: Error) {
  const activeEffects: { noiseSuppression: string[] } = { noiseSuppression: [] };
  const effects = {
    activeEffects,
    isSupported: async () => true,
    async startEffects() {
      if (failure) throw failure;
      activeEffects.noiseSuppression = ['BrowserNoiseSuppression'];
    },
    async stopEffects() {
      activeEffects.noiseSuppression = [];
    },
  };
  Object.assign(call, { localAudioStreams: [{ feature: () => effects }] });
  return activeEffects;
}

/** Renders the menu in a call that becomes connected. @param isOn the user's setting */
async function renderItem(isOn: boolean, failure?: Error) {
  const app = await renderInMenu(
    <NoiseSuppressionItem />,
    { features: [noiseSuppression], settings: { noiseSuppression: isOn } },
    { beside: <NoiseSuppressionSync />, prepareCall: (call) => call.changeState('Ringing') },
  );
  const activeEffects = addMicrophone(app.call, failure);
  await runAndRender(() => app.call.changeState('Connected'));
  return { ...app, activeEffects };
}

it('starts the browser’s noise suppression in each call until the user turns it off', async () => {
  const { activeEffects, phone } = await renderItem(true);
  expect(activeEffects.noiseSuppression).toEqual(['BrowserNoiseSuppression']);
  await chooseMenuItem('Turn noise suppression off');
  expect(activeEffects.noiseSuppression).toEqual([]);
  expect(phone.settings.get().noiseSuppression).toBe(false);
  await chooseMenuItem('Turn noise suppression on');
  expect(activeEffects.noiseSuppression).toEqual(['BrowserNoiseSuppression']);
});

it('does not start it against the setting', async () => {
  const { activeEffects } = await renderItem(false);
  expect(activeEffects.noiseSuppression).toEqual([]);
});

it('reports no problem if it cannot start by itself', async () => {
  const { phone, activeEffects } = await renderItem(true, new Error('The microphone is not open.'));
  expect(activeEffects.noiseSuppression).toEqual([]);
  expect(phone.state.get().problems).toEqual([]);
});

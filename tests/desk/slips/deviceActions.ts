import { setTimeout as pause } from 'node:timers/promises';
import { setHeadsetPlugged } from '../../support/app/headset.ts';
import { pickKey } from '../aims.ts';
import { receptionist } from '../desk.ts';
import type { DeskAction } from './deskAction.ts';

/** A second tab, an unplugged headset or microphone, and a stray key. */
export const deviceActions: readonly DeskAction[] = [
  {
    name: 'a second tab',
    weight: ({ front }) => (front ? 0.6 : 0),
    async run(walk) {
      const tab = await walk.desk.openReceptionistTab();
      walk.count('slip: a second tab');
      const useThisTab = tab.getByRole('button', { name: 'Use this tab', exact: true });
      await useThisTab.waitFor();
      if (walk.random.chance(0.5)) {
        await useThisTab.click();
        await pause(1_000);
      }
      await tab.close();
      await pause(1_000);
    },
  },
  {
    name: 'the headset is unplugged',
    weight: ({ front }) => (front ? 1 : 0),
    async run(walk) {
      const { page, random } = walk;
      walk.count('slip: headset unplugged');
      await setHeadsetPlugged(page, false);
      await pause(random.below(1_500));
      await setHeadsetPlugged(page, true);
    },
  },
  {
    name: 'the microphone is unplugged',
    weight: ({ front }) => (front ? 1 : 0),
    async run(walk) {
      const { desk, random } = walk;
      walk.count('slip: microphone unplugged');
      await desk.controls.setConditions({ user: receptionist.upn, microphone: 'unplugged' });
      await pause(500 + random.below(2_000));
      await desk.controls.setConditions({ user: receptionist.upn, microphone: null });
    },
  },
  {
    name: 'Escape or Enter',
    weight: () => 1,
    async run(walk, state) {
      await (await pickKey(walk, state, null)).press();
    },
  },
];

import { setTimeout as pause } from 'node:timers/promises';
import { callControl } from '../../support/app/appTest.ts';
import { pickSlip } from '../aims.ts';
import { receptionist, toShownName, type Colleague } from '../desk.ts';
import type { Walk } from '../walk.ts';
import type { DeskAction } from './deskAction.ts';

/** Ends the call with a colleague who waits. */
async function endConsultation({ page, desk }: Walk, { name }: Colleague): Promise<void> {
  await pause(1_000);
  // The caller's row has the colleague's name, too: “Ready to transfer to …”.
  await page.getByRole('button', { name: `Options for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: /^End call with/ }).click();
  await desk.ledger.waitFor(name, 'gone');
}

/** How a consultation ends. */
export const consultationActions: readonly DeskAction[] = [
  {
    name: 'complete the transfer',
    weight: ({ consulted }, { consultingFor }) => (consulted && consultingFor ? 4 : 0),
    async run(walk, { consulted }) {
      const { page, consultingFor: caller } = walk;
      if (!caller || !consulted) return;
      walk.judge.permit(caller, 'wait', { talkTo: consulted.name });
      const name = new RegExp(`^Transfer .*${toShownName(caller).source}.* now$`);
      await walk.press(page.getByRole('button', { name }));
      await walk.desk.ledger.waitFor(caller.name, 'talking', consulted.name);
    },
  },
  {
    name: 'take the caller back',
    weight: ({ consulted }, { consultingFor }) => (consulted && consultingFor ? 2 : 0),
    async run(walk, state) {
      const { page, consultingFor: caller } = walk;
      const { consulted } = state;
      if (!caller || !consulted) return;
      walk.permitTalkTo(caller, state);
      await walk.press(
        page.getByRole('button', { name: new RegExp(`^Resume with .*${toShownName(caller).source}`) }),
      );
      await walk.desk.ledger.waitFor(caller.name, 'talking', receptionist.name);
      await endConsultation(walk, consulted);
    },
  },
  {
    name: 'hang up the consultation',
    weight: ({ consulted }) => (consulted ? 1.5 : 0),
    async run(walk, { consulted }) {
      await walk.press(callControl(walk.page, 'Hang up'));
      if (consulted) await walk.desk.ledger.waitFor(consulted.name, 'gone');
    },
  },
  {
    name: 'the colleague hangs up',
    weight: ({ consulted }) => (consulted ? 1.5 : 0),
    async run(walk, state) {
      const { consulted } = state;
      if (!consulted) return;
      const colleague = { name: consulted.name, persona: consulted.upn };
      const leave = () => walk.callers.leave(colleague);
      await walk.pressAfter(leave, await pickSlip(walk, state, colleague));
    },
  },
];

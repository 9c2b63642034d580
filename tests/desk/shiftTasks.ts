import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { people } from '../support/app/appTest.ts';
import { allow } from '../support/app/popup.ts';
import { receptionist, type Caller, type Colleague, type Desk } from './desk.ts';
import type { Shift } from './shift.ts';

const toCaller = ({ name, upn }: Colleague): Caller => ({ name, persona: upn });
const rawIdOf = ({ id }: { id: string }): string => `8:orgid:${id}`;

/** A task at the desk, from a ring until the phone is quiet again. */
interface Task {
  readonly name: string;
  /** How many calls are received or placed, without consultations. */
  readonly calls: number;
  /** How often a shift has the task. */
  readonly times: number;
  readonly run: (shift: Shift, desk: Desk) => Promise<void>;
}

/** The first message asks for a permission, which a receptionist gives once. */
async function allowMessages(page: Page): Promise<void> {
  const askButton = page.getByRole('button', { name: 'Ask', exact: true });
  await askButton.click();
  const panel = page.getByRole('complementary', { name: 'Ask a colleague' });
  const allowButton = panel.getByRole('button', { name: 'Allow…' });
  await allowButton.or(panel.getByRole('textbox')).first().waitFor();
  if (await allowButton.isVisible()) await allow(panel);
  await panel.getByRole('button', { name: /^Close / }).click();
}

/** Waits until the caller talks to the colleague, lets the caller hang up, and plans the row of the call history. */
async function endTransfer(shift: Shift, caller: Caller, colleague: Colleague): Promise<void> {
  await shift.ledger.waitFor(caller.name, 'talking', colleague.name);
  await pause(1_000);
  await shift.leave(caller);
  const transferredTo = rawIdOf(colleague);
  shift.plan(caller, [receptionist.name, colleague.name], { outcome: 'answered', transferredTo });
}

/** The tasks of a shift of 60 calls. */
export const shiftTasks: readonly Task[] = [
  {
    name: 'answer, note and outcome',
    calls: 1,
    times: 10,
    async run(shift) {
      const caller = await shift.receive();
      const note = await shift.writeNote();
      await shift.count('choose the outcome', () => shift.hand.chooseOutcome('Message taken'));
      await shift.hangUp(caller);
      shift.planAnswered(caller, { note, label: 'Message taken' });
    },
  },
  {
    name: 'blind transfer',
    calls: 1,
    times: 10,
    async run(shift) {
      const caller = await shift.receive();
      const colleague = shift.pickColleague();
      await shift.count('transfer', () => shift.hand.transfer(colleague));
      await endTransfer(shift, caller, colleague);
    },
  },
  {
    name: 'consult and complete',
    calls: 1,
    times: 7,
    async run(shift) {
      const caller = await shift.receive();
      const colleague = shift.pickColleague();
      await shift.count('consult and complete', async () => {
        await shift.hand.consult(colleague);
        await shift.seeTalk(toCaller(colleague));
        await shift.ledger.waitFor(caller.name, 'waiting', receptionist.name);
        await shift.hand.complete(caller);
      });
      shift.consultations += 1;
      await endTransfer(shift, caller, colleague);
    },
  },
  {
    name: 'consult and take back',
    calls: 1,
    times: 4,
    async run(shift) {
      const caller = await shift.receive();
      const colleague = shift.pickColleague();
      await shift.hand.consult(colleague);
      await shift.seeTalk(toCaller(colleague));
      shift.consultations += 1;
      await shift.count('take back', () => shift.hand.takeBack(caller));
      await shift.seeTalk(caller);
      await shift.leave(toCaller(colleague));
      await shift.hangUp(caller);
      shift.planAnswered(caller);
    },
  },
  {
    name: 'three callers, and swaps between them',
    calls: 3,
    times: 3,
    async run(shift) {
      const callers = [await shift.receive(), await shift.receive(), await shift.receive()];
      const [first, second, third] = callers;
      if (!first || !second || !third) return;
      for (const caller of [first, third, second]) {
        await shift.count('swap to a held call', () => shift.hand.swapTo(caller));
        await shift.seeTalk(caller);
      }
      await shift.count('hold', () => shift.hand.hold());
      await shift.ledger.waitFor(second.name, 'waiting');
      await shift.look();
      await shift.count('resume', () => shift.hand.resume());
      await shift.seeTalk(second);
      await shift.leave(first, 'the end of a call on hold');
      await shift.leave(second, 'the end of the call on the screen, with another on hold');
      await shift.count('swap to a held call', () => shift.hand.swapTo(third));
      await shift.seeTalk(third);
      await shift.hangUp(third);
      for (const caller of callers) shift.planAnswered(caller);
    },
  },
  {
    name: 'ask a third colleague',
    calls: 1,
    times: 3,
    async run(shift, { page }) {
      const caller = await shift.receive();
      const colleague = shift.pickColleague();
      await allowMessages(page);
      await shift.count('get to a message to a colleague', () => shift.hand.ask(colleague));
      const field = page.getByRole('textbox', { name: `Message to ${colleague.name}` });
      await field.waitFor();
      await page.keyboard.type('Free?');
      const value = await field.inputValue();
      if (value !== 'Free?') throw new Error(`The message should be “Free?”, and is “${value}”.`);
      await page.keyboard.press('Enter');
      await page.getByRole('complementary', { name: 'Ask a colleague' }).getByText('Free?').first().waitFor();
      await shift.leave(caller, 'the end of the last call, by the caller');
      shift.planAnswered(caller);
    },
  },
  {
    name: 'a caller gives up',
    calls: 1,
    times: 4,
    async run(shift) {
      const caller = shift.createCaller();
      await shift.ring(caller);
      await shift.leave(caller, 'the banner of a missed call');
      shift.plan(caller, [], { outcome: 'missed' });
    },
  },
  {
    name: 'two rings at once',
    calls: 2,
    times: 3,
    async run(shift) {
      const [first, second] = [shift.createCaller(), shift.createCaller()];
      await shift.ring(first);
      await shift.ring(second);
      await shift.answer(first);
      await shift.answer(second);
      await shift.ledger.waitFor(first.name, 'waiting', receptionist.name);
      await shift.hangUp(second);
      await shift.count('swap to a held call', () => shift.hand.swapTo(first));
      await shift.seeTalk(first);
      await shift.hangUp(first);
      for (const caller of [first, second]) shift.planAnswered(caller);
    },
  },
  {
    name: 'a missed call, and call back',
    calls: 2,
    times: 2,
    async run(shift) {
      const caller = toCaller(people.carol);
      const { name } = caller;
      shift.ledger.forget(name);
      await shift.ring(caller);
      await shift.leave(caller, 'the banner of a missed call');
      shift.plan(caller, [], { outcome: 'missed' });
      await shift.count('call back', () => shift.hand.callBack(name));
      await shift.seeTalk(caller);
      await shift.hangUp(caller);
      shift.plan(caller, [receptionist.name], { outcome: 'placed' });
    },
  },
  {
    name: 'another microphone',
    calls: 1,
    times: 2,
    async run(shift, { page }) {
      const caller = await shift.receive();
      const index = 1 + (shift.planned.length % 2);
      await shift.count('change the microphone', () => shift.hand.chooseMicrophone(index));
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await shift.hangUp(caller);
      shift.planAnswered(caller);
    },
  },
  {
    name: 'a call by name',
    calls: 1,
    times: 1,
    async run(shift) {
      const colleague = shift.pickColleague();
      shift.ledger.forget(colleague.name);
      await shift.count('call by name', () => shift.hand.callByName(colleague));
      const callee = toCaller(colleague);
      await shift.seeTalk(callee);
      await shift.hangUp(callee);
      shift.plan(callee, [receptionist.name], { outcome: 'placed' });
    },
  },
];

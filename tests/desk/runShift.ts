import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findDialBox } from '../support/app/appTest.ts';
import { createRandom } from '../support/random.ts';
import { createCallers, openDesk } from './desk.ts';
import { createKeyboardHand, createMouseHand } from './hands.ts';
import { Shift } from './shift.ts';
import { checkCalls, checkHistory, reportMoved, reportPresses } from './shiftReport.ts';
import { shiftTasks } from './shiftTasks.ts';

/**
 * The program of `npm run shift -- --by keyboard --seed 7`: a receptionist's shift of 60 calls, by keyboard alone or by mouse alone.
 * It counts the presses of each task, measures what events move on the screen, and compares with the plan to whom each caller has
 * talked. `--only <text>` runs only the tasks whose names contain the text.
 */
const { values } = parseArgs({
  options: {
    by: { type: 'string', default: 'keyboard' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    only: { type: 'string', default: '' },
  },
});
if (values.by !== 'keyboard' && values.by !== 'mouse') throw new Error('--by must be keyboard or mouse.');
const random = createRandom(Number(values.seed));
const desk = await openDesk();
const hand = values.by === 'keyboard' ? createKeyboardHand(desk.page) : createMouseHand(desk.page);
const shift = new Shift({ desk, hand, callers: createCallers(desk.controls), random });
const tasks = shiftTasks
  .filter(({ name }) => name.includes(values.only))
  .flatMap((task) => Array.from({ length: task.times }, () => ({ task, order: random.below(1_000_000) })))
  .toSorted((first, second) => first.order - second.order)
  .map(({ task }) => task);
const callCount = tasks.reduce((sum, { calls }) => sum + calls, 0);
console.log(`shift by ${values.by}: ${callCount} calls, seed ${values.seed}`);

/** Where the screen after a failed task is. */
const pictures = 'test-results/shift';
const startedAt = Date.now();
const wrong: string[] = [];
for (const task of tasks) {
  try {
    await task.run(shift, desk);
  } catch (error) {
    wrong.push(`${task.name}: ${String(error)}`);
    console.log(`${task.name}: ${error instanceof Error ? error.stack : String(error)}`);
    await desk.page.screenshot({ path: join(pictures, `${task.name}.png`) });
    // The next task begins on the first screen, without a call.
    await desk.page.reload();
    await findDialBox(desk.page).waitFor();
  }
}
const minutes = (Date.now() - startedAt) / 60_000;
wrong.push(...reportPresses(shift), ...reportMoved(shift), ...checkCalls(shift));
wrong.push(...(await checkHistory(desk.page, shift)));
wrong.push(...desk.errors.map(({ user, text }) => `${user}: ${text}`));
console.log(`\n${shift.planned.length} of ${callCount} calls carried out in ${minutes.toFixed(1)} min`);
for (const line of wrong) console.log(`✗ ${line}`);
console.log(wrong.length === 0 ? 'passed' : `FAILED, seed ${values.seed}`);
await desk.close();
process.exit(wrong.length === 0 ? 0 : 1);

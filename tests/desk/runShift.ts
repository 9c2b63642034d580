import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findDialBox } from '../support/app/appTest.ts';
import { createRandom } from '../support/random.ts';
import { createCallers, openDesk } from './desk.ts';
import { createKeyboardHand, createMouseHand } from './hands.ts';
import { Shift } from './shift.ts';
import { checkCalls, checkHistory, reportCards, reportMoved, reportPresses } from './shiftReport.ts';
import { shiftTasks } from './shiftTasks.ts';

/**
 * The program of `npm run shift -- --by keyboard --seed 7`: a receptionist's shift of 60 calls, by keyboard alone or by mouse alone.
 * It counts the presses of each task, measures what events move on the screen, and compares with the plan to whom each caller has
 * talked. `--only <text>` runs only the tasks whose names contain the text, and `--calls <number>` ends the shift earlier.
 */
const { values } = parseArgs({
  options: {
    by: { type: 'string', default: 'keyboard' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    only: { type: 'string', default: '' },
    calls: { type: 'string', default: '60' },
  },
});
if (values.by !== 'keyboard' && values.by !== 'mouse') throw new Error('--by must be keyboard or mouse.');
const random = createRandom(Number(values.seed));
const desk = await openDesk();
const hand = values.by === 'keyboard' ? createKeyboardHand(desk.page) : createMouseHand(desk.page);
const shift = new Shift({ desk, hand, callers: createCallers(desk.controls), random });
const shuffledTasks = shiftTasks
  .filter(({ name }) => name.includes(values.only))
  .flatMap((task) => Array.from({ length: task.times }, () => ({ task, order: random.below(1_000_000) })))
  .toSorted((first, second) => first.order - second.order)
  .map(({ task }) => task);
let callCount = 0;
const tasks = shuffledTasks.filter(({ calls }) => {
  if (callCount >= Number(values.calls)) return false;
  callCount += calls;
  return true;
});
console.log(`shift by ${values.by}: ${callCount} calls, seed ${values.seed}`);

/** Where the screen after a failed task is. */
const pictures = 'test-results/shift';
const startedAt = Date.now();
const wrong: string[] = [];

/** Notes what has failed, and brings the desk back to the first screen, without a call. */
async function startOver({ name }: (typeof tasks)[number], error: unknown): Promise<void> {
  wrong.push(`${name}: ${String(error)}`);
  console.log(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
  await desk.page
    .screenshot({ path: join(pictures, `${name}.png`) })
    .catch((cause: unknown) => console.log(`There is no picture: ${String(cause)}`));
  await Promise.all((await desk.controls.listCalls()).map(({ call }) => desk.controls.endCall(call)));
  await desk.page.reload();
  await findDialBox(desk.page).waitFor({ timeout: 60_000 });
}

for (const task of tasks) {
  const taskStartedAt = Date.now();
  await task.run(shift, desk).catch((error: unknown) => startOver(task, error));
  console.log(`${((Date.now() - taskStartedAt) / 1000).toFixed(1).padStart(6)} s  ${task.name}`);
}
const minutes = (Date.now() - startedAt) / 60_000;
wrong.push(...reportPresses(shift), ...reportMoved(shift), ...reportCards(shift), ...checkCalls(shift));
wrong.push(...(await checkHistory(desk.page, shift)));
wrong.push(...desk.errors.map(({ user, text }) => `${user}: ${text}`));
console.log(`\n${shift.planned.length} of ${callCount} calls carried out in ${minutes.toFixed(1)} min`);
for (const line of wrong) console.log(`✗ ${line}`);
console.log(wrong.length === 0 ? 'passed' : `FAILED, seed ${values.seed}`);
await desk.close();
process.exit(wrong.length === 0 ? 0 : 1);

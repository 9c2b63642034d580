import { tmpdir } from 'node:os';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { findDialBox } from '../support/app/appTest.ts';
import { plugInHeadset } from '../support/app/headset.ts';
import { createRandom } from '../support/random.ts';
import { watchPresses } from '../soak/pressLog.ts';
import { CallerJudge } from './callerJudge.ts';
import { createCallers, openDesk } from './desk.ts';
import { deskActions } from './slips/deskActions.ts';
import { slipKinds } from './slips/slipKinds.ts';
import { Walk } from './walk.ts';

/**
 * The program of `npm run slips -- --minutes 60 --seed 7`: a receptionist whose presses go wrong. They press twice, or where something
 * else was a moment ago, reload during calls, open a second tab, unplug headset and microphone. No caller may be lost or
 * misrouted, judged by what becomes of the callers in the emulator, and not by the screen.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    verbose: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes must be a number above 0.');
const random = createRandom(Number(values.seed));
const judge = new CallerJudge(values.verbose);
const desk = await openDesk({
  onChange: judge.onChange,
  prepare: async (context) => {
    await plugInHeadset(context);
    await context.addInitScript(watchPresses);
  },
});
const walk = new Walk({ desk, callers: createCallers(desk.controls), judge, random });
console.log(`slips: ${minutes} minutes, seed ${values.seed}`);

const failures: string[] = [];
/** What the walk is doing. */
let step = '';

/** Looks at the screen, and does what a receptionist or a caller might do now. */
async function takeStep(): Promise<void> {
  const state = await walk.look();
  if (!state.consulted) walk.consultingFor = null;
  // What has not happened yet is likelier, so that even a short run makes every kind of slip.
  const weighted = deskActions.map((action) => ({
    action,
    weight: action.weight(state, walk) * (walk.counts.has(action.name) ? 1 : 4),
  }));
  let point = random.below(1_000_000) / 1_000_000;
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = weighted.find(({ weight }) => (point -= weight / total) < 0);
  if (!chosen) return;
  const { name } = chosen.action;
  step = name;
  const { screen, held } = state;
  judge.note(`${name} (${screen.shows} ${screen.title} ${screen.status}; held ${held.length})`);
  await chosen.action.run(walk, state);
  walk.count(name);
  await walk.checkPlaced(name);
}

/** Notes what has failed. The walk then goes on from the first screen, and nobody judges what becomes of this page's calls. */
async function startOver(reason: unknown): Promise<void> {
  const failure = `${step}: ${stripVTControlCharacters(String(reason)).slice(0, 1_500)}`;
  failures.push(failure);
  judge.print(`FAILED ${failure}`);
  await walk.page
    .screenshot({ path: `${tmpdir()}/slips-${failures.length}.png` })
    .catch((cause: unknown) => console.log(`There is no picture: ${String(cause)}`));
  judge.excuse(10_000);
  await walk.page.reload();
  await findDialBox(walk.page).waitFor({ timeout: 60_000 });
  await walk.drain();
}

const endsAt = Date.now() + minutes * 60_000;
try {
  while (Date.now() < endsAt) {
    step = 'look';
    await takeStep().catch(startOver);
  }
} catch (error) {
  failures.push(`The run has ended early: ${String(error)}`);
}

const isSlip = ([what]: readonly [string, number]): boolean => what.startsWith('slip');
const counts = [...walk.counts].toSorted(([first], [second]) => first.localeCompare(second));
console.log(`\n${counts.map(([what, times]) => `${String(times).padStart(5)} ${what}`).join('\n')}`);
const made = counts.filter(isSlip);
// In a run that is long enough, every kind of slip must have been made.
const missing = minutes < 10 ? [] : slipKinds.filter((kind) => !made.some(([what]) => kind.test(what)));
failures.push(...missing.map(({ source }) => `No slip of this kind was made: ${source}`));
const errors = desk.errors.map(({ user, text }) => `${user}: ${text}`);
const findings = [...judge.lost, ...judge.misrouted, ...failures, ...errors];
for (const line of findings) console.log(`✗ ${line}`);
const slipCount = made.reduce((sum, [, times]) => sum + times, 0);
console.log(
  `${minutes} minutes, ${walk.callCount} calls, ${slipCount} slips: ${judge.lost.length} callers lost, ${judge.misrouted.length} misrouted`,
);
console.log(findings.length === 0 ? 'passed' : `FAILED, seed ${values.seed}`);
await desk.close();
process.exit(findings.length === 0 ? 0 : 1);

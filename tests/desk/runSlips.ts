import { parseArgs } from 'node:util';
import { findDialBox } from '../support/app/appTest.ts';
import { plugInHeadset } from '../support/app/headset.ts';
import { createRandom } from '../support/random.ts';
import { watchPresses } from '../soak/pressLog.ts';
import { CallerJudge } from './callerJudge.ts';
import { createCallers, openDesk } from './desk.ts';
import { deskActions } from './slips.ts';
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
const endsAt = Date.now() + minutes * 60_000;
while (Date.now() < endsAt) {
  const state = await walk.look();
  if (!state.consulted) walk.consultingFor = null;
  const weighted = deskActions.map((action) => ({ action, weight: action.weight(state, walk) }));
  let point = random.below(1_000_000) / 1_000_000;
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = weighted.find(({ weight }) => (point -= weight / total) < 0);
  if (!chosen) continue;
  const { name } = chosen.action;
  judge.note(
    `${name} (${state.screen.shows} ${state.screen.title} ${state.screen.status}; held ${state.held.length})`,
  );
  try {
    await chosen.action.run(walk, state);
    walk.count(name);
    await walk.checkPlaced(name);
  } catch (error) {
    failures.push(`${name}: ${String(error).slice(0, 300)}`);
    console.log(`FAILED ${name}: ${String(error).slice(0, 300)}`);
    // The walk goes on from the first screen. What becomes of the calls of this page is not judged.
    judge.excuse(10_000);
    await walk.page.reload();
    await findDialBox(walk.page).waitFor();
    await walk.drain();
  }
}

const slips = [...walk.counts].filter(([what]) => what.startsWith('slip'));
console.log(
  `\n${walk.callCount} calls; ${[...walk.counts].map(([what, times]) => `${what} ${times}`).join('; ')}`,
);
const errors = desk.errors.map(({ user, text }) => `${user}: ${text}`);
const findings = [...judge.lost, ...judge.misrouted, ...failures, ...errors];
for (const line of findings) console.log(`✗ ${line}`);
const slipCount = slips.reduce((sum, [, times]) => sum + times, 0);
console.log(
  `${minutes} minutes, ${walk.callCount} calls, ${slipCount} slips: ${judge.lost.length} callers lost, ${judge.misrouted.length} misrouted`,
);
console.log(findings.length === 0 ? 'passed' : `FAILED, seed ${values.seed}`);
await desk.close();
process.exit(findings.length === 0 ? 0 : 1);

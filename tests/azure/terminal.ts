import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operator, SignInName } from './target.ts';

const whoSignsIn: Readonly<Record<SignInName, string>> = {
  alice: 'the first person',
  bob: 'the second person',
  carol: 'the third person',
  guest: 'the guest',
};

/** Asks and tells the person at the terminal. @param asksBeforeSteps whether the person decides about each step */
export function createTerminalOperator(asksBeforeSteps: boolean): Operator {
  const print = (line: string) => console.log(line);
  return {
    print,
    async confirmStep() {
      if (!asksBeforeSteps) return 'run';
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      const answer = await terminal.question('  Run it? [Enter: yes, s: skip, q: stop] ');
      terminal.close();
      if (answer.trim().toLowerCase() === 's') return 'skip';
      return answer.trim().toLowerCase() === 'q' ? 'stop' : 'run';
    },
    async showCode(person, { verificationUri, userCode }) {
      print(
        `  Open ${verificationUri} in a private window, enter ${userCode}, and sign in as ${whoSignsIn[person]}.`,
      );
      print(
        '  If the page asks for an administrator’s approval, cancel there: the next line then says who does what.',
      );
    },
    pauseBetweenPolls: (milliseconds) => sleep(milliseconds),
  };
}

import type { CallMoments } from './callMoments.ts';
import { median } from './limits.ts';

/** Where the time of one call went: the moments of both sides, in milliseconds since the caller began. */
export interface ExplainedCall {
  readonly caller: CallMoments;
  readonly callee: CallMoments;
}

/**
 * The steps in the usual order. A subject may carry out some steps in another order, or at the same time, and leave some out.
 * `callMoments.ts` records the moments; `app shows Connected` is the end that the benchmark measures.
 */
const steps: readonly (readonly [side: keyof ExplainedCall, moment: string, label: string])[] = [
  ['caller', 'permissions requested', 'asks whether the devices are allowed'],
  ['caller', 'permissions known', 'knows that they are allowed'],
  ['caller', 'camera requested', 'opens the camera'],
  ['caller', 'camera open', 'has the camera'],
  ['caller', 'start sent', 'sends the call'],
  ['caller', 'connection made', 'has made the peer connection'],
  ['caller', 'description begun', 'begins the offer'],
  ['caller', 'description made', 'has made the offer'],
  ['caller', 'offer sent', 'sends the offer'],
  ['caller', 'call screen shown', 'shows the call screen'],
  ['callee', 'ring received', 'learns of the call'],
  ['callee', 'ring shown', 'shows the incoming call'],
  ['callee', 'pressed', 'presses Accept'],
  ['callee', 'camera requested', 'opens the camera'],
  ['callee', 'camera open', 'has the camera'],
  ['callee', 'accept sent', 'sends that the call is accepted'],
  ['callee', 'offer received', 'receives the offer'],
  ['callee', 'remote description begun', 'begins to apply the offer'],
  ['callee', 'remote description set', 'has applied the offer'],
  ['callee', 'description made', 'has made the answer'],
  ['callee', 'answer sent', 'sends the answer'],
  ['callee', 'call screen shown', 'shows the call screen'],
  ['caller', 'answer received', 'receives the answer'],
  ['caller', 'remote description set', 'has applied the answer'],
  ['callee', 'ICE connected', 'has a network path (ICE)'],
  ['caller', 'ICE connected', 'has a network path (ICE)'],
  ['callee', 'DTLS connected', 'has an encrypted connection (DTLS)'],
  ['caller', 'DTLS connected', 'has an encrypted connection (DTLS)'],
  ['callee', 'connected', 'is Connected'],
  ['caller', 'connected', 'is Connected'],
  ['callee', 'microphone requested', 'opens the microphone'],
  ['caller', 'microphone requested', 'opens the microphone'],
  ['caller', 'main thread', '(processor time of the main thread)'],
  ['callee', 'main thread', '(processor time of the main thread)'],
];

/**
 * Makes the table that says where the time of a call's set-up goes.
 * @param callsBySubject the calls of each subject, such as `app`
 * @returns lines of text; each figure is a median in milliseconds, and a dot stands for a step that the subject does not have
 */
export function createExplainTable(
  callsBySubject: Readonly<Record<string, readonly ExplainedCall[]>>,
): string[] {
  const subjects = Object.keys(callsBySubject);
  const heading = ['ms since the press'.padEnd(52), ...subjects.map((name) => name.padStart(9))].join('');
  const rows = steps.map(([side, moment, label]) => {
    const figures = Object.values(callsBySubject).map((calls) => {
      const times = calls.flatMap((call) => call[side][moment] ?? []);
      return (times.length > 0 ? median(times).toFixed(0) : '·').padStart(9);
    });
    return [`${side} ${label}`.padEnd(52), ...figures].join('');
  });
  return [heading, ...rows];
}

import type { CallEvent } from '../../contract/callEvent.ts';
import { withTimeout } from '../base/withTimeout.ts';
import type { History } from '../history/history.ts';
import { nameWaitMs } from '../people/people.ts';
import type { FactReader } from './callFacts.ts';
import { createEvent, emptyOther, readOther } from './createEvent.ts';
import type { OpenCall, OpenCalls } from './openCalls.ts';

/** Waits until the history has all stored entries. */
const waitForEntries = ({ isLoading }: History) =>
  new Promise<void>((resolve) => {
    const resolveIfLoaded = () => {
      if (isLoading.get()) return;
      stop();
      resolve();
    };
    const stop = isLoading.subscribe(resolveIfLoaded);
    resolveIfLoaded();
  });

/**
 * Tells the event *ended* of each call that ended with its page, because the user reloaded or closed that page or it crashed.
 * @param oid Entra object id of the user
 */
export async function endLostCalls(
  openCalls: Pick<OpenCalls, 'listLost'>,
  history: History,
  facts: FactReader,
  oid: string,
  tell: (event: CallEvent, call: OpenCall) => void,
): Promise<void> {
  const calls = await openCalls.listLost();
  if (calls.length > 0) await waitForEntries(history);
  for (const call of calls) {
    const entry = history.entries.get().find(({ key }) => key === call.entryKey || key === call.id);
    const other = entry ? readOther(entry) : emptyOther;
    await withTimeout(facts.lookUp(other.rawId), nameWaitMs, () => undefined);
    const more = { outcome: entry?.outcome ?? 'unknown', seconds: entry?.seconds ?? 0 };
    // After a crash, nobody knows when the call ended.
    const at = new Date(call.leftAt ?? Date.now());
    tell(createEvent('ended', { ...call, other }, oid, facts, more, { at }), call);
  }
}

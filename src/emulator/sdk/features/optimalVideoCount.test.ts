import { expect, it, vi } from 'vitest';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import type { Stat } from '../diagnostics/stats.ts';
import { EmuOptimalVideoCount } from './optimalVideoCount.ts';

/** A call with four videos. `measure` emits measurements in which this many of ten frames are dropped. */
function watchCall() {
  vi.stubGlobal('navigator', { userAgent: 'desktop' });
  const measured = new Emitter('CallSession', ['measured']);
  const diagnostics = new Diagnostics();
  const participants = ['a', 'b', 'c', 'd'].map(() => ({ stream: () => ({ isReceiving: true }) }));
  const session = { measured, connectivity: { diagnostics }, participants } as unknown as CallSession;
  const feature = new EmuOptimalVideoCount(session);
  const changes: string[] = [];
  feature.on('optimalVideoCountChanged', () =>
    changes.push(`${feature.optimalVideoCount} ${feature.lastOvcChangeReason}`),
  );
  let [framesReceived, framesDropped] = [0, 0];
  const measure = (times: number, dropped: number) => {
    for (let time = 0; time < times; time++) {
      framesReceived += 10;
      framesDropped += dropped;
      const stat: Stat = { id: 'in', type: 'inbound-rtp', mid: '1', framesReceived, framesDropped };
      measured.emit('measured', { at: 0, reports: new Map([['a', new Map([['in', stat]])]]) });
    }
  };
  return { feature, changes, measure, diagnostics };
}

it('goes below the number of videos when frames are dropped, and up again one by one', () => {
  const { changes, measure, feature } = watchCall();
  measure(10, 0);
  measure(3, 5);
  measure(1, 0);
  expect(feature.optimalVideoCount).toBe(16);
  measure(4, 5);
  expect(changes).toEqual(['3 performance']);
  measure(4, 5);
  measure(20, 0);
  expect(changes).toEqual(['3 performance', '2 performance', '3 performance']);
});

it('goes down because of bandwidth when the receive quality is Bad', () => {
  const { changes, measure, diagnostics } = watchCall();
  diagnostics.set('networkReceiveQuality', DiagnosticQuality.Bad);
  measure(4, 0);
  expect(changes).toEqual(['3 bandwidth']);
});

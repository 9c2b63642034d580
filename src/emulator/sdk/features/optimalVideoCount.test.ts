import { expect, it, vi } from 'vitest';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import type { Stat } from '../diagnostics/stats.ts';
import { EmuOptimalVideoCount } from './optimalVideoCount.ts';

/** A call in which four send pictures; each look has the given share of them thrown away. */
function watched() {
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
  const look = (times: number, dropped: number) => {
    for (let time = 0; time < times; time++) {
      framesReceived += 10;
      framesDropped += dropped;
      const stat: Stat = { id: 'in', type: 'inbound-rtp', mid: '1', framesReceived, framesDropped };
      measured.emit('measured', { at: 0, reports: new Map([['a', new Map([['in', stat]])]]) });
    }
  };
  return { feature, changes, look, diagnostics };
}

it('pictures that are thrown away make it less than what arrives, and calm makes it more, one by one', () => {
  const { changes, look, feature } = watched();
  look(10, 0);
  look(3, 5);
  look(1, 0);
  expect(feature.optimalVideoCount).toBe(16);
  look(4, 5);
  expect(changes).toEqual(['3 performance']);
  look(4, 5);
  look(20, 0);
  expect(changes).toEqual(['3 performance', '2 performance', '3 performance']);
});

it('a network that brings pictures badly is another reason', () => {
  const { changes, look, diagnostics } = watched();
  diagnostics.set('networkReceiveQuality', DiagnosticQuality.Bad);
  look(4, 0);
  expect(changes).toEqual(['3 bandwidth']);
});

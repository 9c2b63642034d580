import type { NetworkDiagnosticType } from '@azure/communication-calling';
import { expect, it, vi } from 'vitest';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { DiagnosticQuality } from '../base/enums.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import type { Stat } from '../diagnostics/measurement.ts';
import { EmuOptimalVideoCount } from './optimalVideoCount.ts';

/** Creates the feature for a call with four received videos. `changes` lists its events as `<count> <reason>`. */
function createFeature() {
  vi.stubGlobal('navigator', { userAgent: 'desktop' });
  const measurementEvents = new Emitter('CallSession', ['measured']);
  const diagnostics = new Diagnostics<NetworkDiagnosticType>([]);
  const participants = ['a', 'b', 'c', 'd'].map(() => ({ stream: () => ({ isReceiving: true }) }));
  const session = { measurementEvents, connectivity: { diagnostics }, roster: { participants } };
  const feature = new EmuOptimalVideoCount(session as unknown as CallSession);
  const changes: string[] = [];
  feature.on('optimalVideoCountChanged', () =>
    changes.push(`${feature.optimalVideoCount} ${feature.lastOvcChangeReason}`),
  );
  let [framesReceived, framesDropped] = [0, 0];
  /** Emits measurements. Between two of them, 10 frames arrive and this many of the 10 are dropped. */
  const measure = (measurementCount: number, droppedFrames: number) => {
    for (let i = 0; i < measurementCount; i++) {
      framesReceived += 10;
      framesDropped += droppedFrames;
      const stat: Stat = { id: 'in', type: 'inbound-rtp', mid: '1', framesReceived, framesDropped };
      const reports = new Map([['a', new Map([['in', stat]])]]);
      measurementEvents.emit('measured', { measuredAtMs: 0, reports });
    }
  };
  return { feature, changes, measure, diagnostics };
}

it('optimalVideoCount falls below the number of videos when frames are dropped, and rises again one by one', () => {
  const { changes, measure, feature } = createFeature();
  measure(10, 0);
  // The count falls only after four measurements in a row that show a problem.
  measure(3, 5);
  measure(1, 0);
  // The SDK's maximum on desktop browsers.
  expect([feature.optimalVideoCount, feature.lastOvcChangeReason]).toEqual([16, 'unknown']);
  measure(4, 5);
  expect(changes).toEqual(['3 performance']);
  measure(4, 5);
  measure(20, 0);
  expect(changes).toEqual(['3 performance', '2 performance', '3 performance']);
});

it('optimalVideoCount falls because of bandwidth when the receive quality is Bad', () => {
  const { changes, measure, diagnostics } = createFeature();
  diagnostics.set('networkReceiveQuality', DiagnosticQuality.Bad);
  measure(4, 0);
  expect(changes).toEqual(['3 bandwidth']);
});

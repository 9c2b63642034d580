import { expect, test } from 'vitest';
import type * as Real from '@azure/communication-calling';
import * as emulated from './index.ts';

test('the module is assignable to the SDK and has exactly its run-time names', () => {
  const whole: typeof Real = emulated;
  expect(Object.keys(whole).toSorted()).toEqual([
    'CallAgentKind',
    'CallClient',
    'CallKind',
    'DevicePermissionAccess',
    'DiagnosticQuality',
    'Features',
    'IncomingCallKind',
    'LocalAudioStream',
    'LocalVideoStream',
    'RecordingState',
    'VideoStreamRenderer',
    'WbLocalVideoStream',
    'disconnectCategoryMap',
  ]);
  expect(Object.keys(whole.Features)).toHaveLength(23);
});

import { expect, test } from 'vitest';
import { declaredTypes, hasMethods, implementingFiles, isExtended } from '../testing/surface.ts';

/**
 * The drop-in SDK replaces `@azure/communication-calling`, "the SDK". These types of the SDK have methods and are not
 * emulated, each for the reason given.
 */
const notEmulated: Record<string, string> = {
  Call: 'for ACS users, not for Teams users',
  CallAgent: 'for ACS users, not for Teams users',
  IncomingCall: 'for ACS users, not for Teams users',
  CallInfo: 'for ACS users: a Teams user has TeamsCallInfo',
  Captions: 'for ACS users: a Teams user has TeamsCaptions',
  ActiveCallTransferFeature: 'for ACS users: no entry of Features leads to it',
  CallClientFeatureFactory: 'an entry of Features',
  CallFeatureFactory: 'an entry of Features',
  AudioStreamFeatureFactory: 'an entry of Features',
  VideoStreamFeatureFactory: 'an entry of Features',
  AudioEffect: 'the app passes it in, from another package',
  VideoEffect: 'the app passes it in, from another package',
  BackgroundBlurEffect: 'the app passes it in, from another package',
  BackgroundReplacementEffect: 'the app passes it in, from another package',
  EchoCancellationEffect: 'the app passes it in, from another package',
  DeepNoiseSuppressionEffect: 'the app passes it in, from another package',
  TogetherModeVideoStream: 'never created, since Together mode never starts',
};

test('the drop-in SDK emulates each class and interface of the SDK with methods, or leaves it out for a reason', () => {
  const typesWithMethods = [...declaredTypes.keys()].filter((name) => hasMethods(name) && !isExtended(name));
  expect(typesWithMethods.filter((name) => !implementingFiles[name] && !notEmulated[name])).toEqual([]);
  const listedTypes = [...Object.keys(implementingFiles), ...Object.keys(notEmulated)];
  expect(listedTypes.filter((name) => !declaredTypes.has(name))).toEqual([]);
});

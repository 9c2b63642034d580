import type { CDPSession } from 'playwright';

/** Collects garbage twice: what the first run finalises releases more. */
export async function collectGarbage(cdp: CDPSession): Promise<void> {
  for (const _ of [1, 2]) await cdp.send('HeapProfiler.collectGarbage');
}

/**
 * Counts the objects of a class that are still reachable in a page. The prototypes of its subclasses are among them.
 * @param className for example `RTCPeerConnection`
 * @param isCounted runs in the page, and sees nothing of the file that it stands in.
 */
export async function countReachable(
  cdp: CDPSession,
  className: string,
  isCounted: (object: never) => boolean = () => true,
): Promise<number> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: `${className}.prototype` });
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
  const answer = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () { return this.filter(${String(isCounted)}).length; }`,
    returnByValue: true,
  });
  if (answer.exceptionDetails) throw new Error(`${className}: ${answer.exceptionDetails.text}`);
  await cdp.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return answer.result.value as number;
}

/** Media that a page holds open. */
export interface OpenMediaCounts {
  readonly connections: number;
  readonly liveTracks: number;
  readonly openAudio: number;
}

/** Call `collectGarbage` first. */
export async function countOpenMedia(cdp: CDPSession): Promise<OpenMediaCounts> {
  return {
    connections: await countReachable(
      cdp,
      'RTCPeerConnection',
      (object: RTCPeerConnection) =>
        !Object.hasOwn(object, 'constructor') && object.signalingState !== 'closed',
    ),
    liveTracks: await countReachable(
      cdp,
      'MediaStreamTrack',
      (object: MediaStreamTrack) => !Object.hasOwn(object, 'constructor') && object.readyState === 'live',
    ),
    openAudio: await countReachable(
      cdp,
      'AudioContext',
      (object: AudioContext) => !Object.hasOwn(object, 'constructor') && object.state !== 'closed',
    ),
  };
}

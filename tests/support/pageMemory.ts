import type { CDPSession } from 'playwright';

/** Collects garbage twice, because finalizers of the first collection release further objects. */
export async function collectGarbage(cdp: CDPSession): Promise<void> {
  for (const _ of [1, 2]) await cdp.send('HeapProfiler.collectGarbage');
}

/**
 * Counts the objects of a class that are still reachable in a page.
 * @param isCounted selects the objects. It runs in the page, so it cannot use variables of the file around it.
 */
export async function countReachable(
  cdp: CDPSession,
  className: string,
  isCounted: (object: never) => boolean = () => true,
): Promise<number> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: `${className}.prototype` });
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
  const count = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    // The prototypes of subclasses are found too. Only a prototype has its own `constructor`.
    functionDeclaration: `function () {
      return this.filter((object) => !Object.hasOwn(object, 'constructor')).filter(${String(isCounted)}).length;
    }`,
    returnByValue: true,
  });
  if (count.exceptionDetails) throw new Error(`${className}: ${count.exceptionDetails.text}`);
  await cdp.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return count.result.value as number;
}

export type OpenMediaCounts = Awaited<ReturnType<typeof countOpenMedia>>;

/** Counts the media that a page holds open. Call `collectGarbage` first. */
export async function countOpenMedia(cdp: CDPSession) {
  const isOpen = ({ signalingState }: RTCPeerConnection) => signalingState !== 'closed';
  const isLive = ({ readyState }: MediaStreamTrack) => readyState === 'live';
  return {
    connections: await countReachable(cdp, 'RTCPeerConnection', isOpen),
    liveTracks: await countReachable(cdp, 'MediaStreamTrack', isLive),
    openAudio: await countReachable(cdp, 'AudioContext', ({ state }: AudioContext) => state !== 'closed'),
  };
}

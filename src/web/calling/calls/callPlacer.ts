import type { TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId, type MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { CreateThread } from '../call/feature.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { fail, ok, repeatable, type Problem, type Result } from '../../errors/problem.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { disposeMedia, openLocalMedia, type LocalMedia } from '../devices/localMedia.ts';
import { distinctTarget, singleRawId, type Target } from '../call/target.ts';

export interface PlaceOptions {
  readonly video: boolean;
}

interface CallPlacerDeps {
  readonly agent: CurrentAgent;
  readonly devices: Devices;
  /** Whether the directory is certain that this person does not exist. */
  readonly isUnknown: (rawId: string) => Promise<boolean>;
  readonly createThread: CreateThread;
  /** Silences every call, then starts this one, as `LiveCall.begin` does. */
  readonly begin: (start: () => Promise<TeamsCall | null>, target: Target) => Promise<TeamsCall | null>;
  /** Gets `true` when the user presses *Call*, and `false` when the call exists or could not be placed. */
  readonly onPending: (isPending: boolean) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** Places calls. No command rejects: failures are reported to `onProblem`. */
export function createCallPlacer(deps: CallPlacerDeps) {
  const { devices, onProblem } = deps;
  let starting: Target | null = null;
  let last: [Target, PlaceOptions] | null = null;
  let isPending = false;

  /** The chat thread of a group call. Other calls need none and get an empty string. */
  const threadOf = async (target: Target): Promise<Result<string>> => {
    if (target.kind === 'meeting' || target.rawIds.length < 2) return ok('');
    return target.threadId ? ok(target.threadId) : deps.createThread(target.rawIds);
  };

  const start = (target: Target, media: LocalMedia, threadId: string): TeamsCall | null => {
    const agent = deps.agent.get();
    if (!agent) {
      onProblem(fail('agent-unreachable').problem);
      return null;
    }
    if (target.kind === 'meeting') return agent.join({ meetingLink: target.link }, media);
    const callees = target.rawIds.map((rawId) => createIdentifierFromRawId(rawId));
    const [first, ...others] = callees as MicrosoftTeamsUserIdentifier[];
    if (!first) throw new Error('A call needs at least one callee.');
    return others.length === 0
      ? agent.startCall(first, media)
      : agent.startCall([first, ...others], { ...media, threadId });
  };

  const prepareAndStart = async (target: Target, { video }: PlaceOptions): Promise<void> => {
    const rawId = singleRawId(target);
    if (rawId !== null && (await deps.isUnknown(rawId))) return onProblem(fail('no-such-person').problem);
    // Before any call is held: Graph may be slow, and no participant should wait on hold for it.
    const thread = await threadOf(target);
    if (!thread.ok) return onProblem(thread.problem);
    // The user may join a meeting without a microphone, to listen.
    const needsMicrophone = target.kind !== 'meeting';
    const media = await openLocalMedia(devices, { video, needsMicrophone }, onProblem);
    if (media === null) return undefined;
    let call: TeamsCall | null = null;
    try {
      call = await deps.begin(async () => {
        starting = target;
        return start(target, media, thread.value);
      }, target);
    } finally {
      starting = null;
      if (!call) disposeMedia(media);
    }
    return undefined;
  };

  const place = async (requested: Target, options: PlaceOptions): Promise<void> => {
    if (isPending) return;
    const target = distinctTarget(requested);
    last = [target, options];
    isPending = true;
    deps.onPending(true);
    try {
      await prepareAndStart(target, options);
    } catch (cause) {
      const retry = () => void place(requested, options);
      onProblem(repeatable(fromSdk(cause, 'call-not-started').problem, retry));
    } finally {
      isPending = false;
      deps.onPending(false);
    }
  };

  return {
    /** The target of the call that is being started. The SDK lists the call before `startCall` has returned. */
    startingTarget: () => starting,
    /** Places a call. Does nothing while another call is being placed. */
    place,
    /** Places a call to the last target again, with the same options. */
    repeat: async (): Promise<void> => {
      if (last) await place(...last);
    },
  };
}

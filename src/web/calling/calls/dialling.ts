import type { TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId, type MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { CreateThread } from '../call/feature.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { fail, ok, repeatable, type Problem, type Result } from '../../errors/problem.ts';
import type { CurrentAgent } from '../agent/currentAgent.ts';
import type { Devices } from '../devices/devices.ts';
import { giveBack, localMedia, type LocalMedia } from '../devices/localMedia.ts';
import { distinctTarget, onlyOne, type Target } from '../call/target.ts';

export interface DialOptions {
  readonly video: boolean;
}

interface DiallingDeps {
  readonly agent: CurrentAgent;
  readonly devices: Devices;
  /** Whether the directory is certain that there is no such person. */
  readonly isUnknown: (rawId: string) => Promise<boolean>;
  readonly createThread: CreateThread;
  /** Puts every call on hold, then starts this one, as `LiveCall.begin` does. */
  readonly begin: (start: () => Promise<TeamsCall | null>, target: Target) => Promise<TeamsCall | null>;
  /** `true` from the press of *Call* until the call exists or could not be placed. */
  readonly onPending: (isPending: boolean) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** Places calls. No command rejects. */
export function createDialling(deps: DiallingDeps) {
  const { devices, onProblem } = deps;
  let placing: Target | null = null;
  let last: [Target, DialOptions] | null = null;
  let isPending = false;

  /** The chat that a group call belongs to; no other call needs one. */
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
    if (!first) throw new Error('A call needs at least one person.');
    return others.length === 0
      ? agent.startCall(first, media)
      : agent.startCall([first, ...others], { ...media, threadId });
  };

  const place = async (target: Target, { video }: DialOptions): Promise<void> => {
    const only = onlyOne(target);
    if (only !== null && (await deps.isUnknown(only))) return onProblem(fail('no-such-person').problem);
    // Before any call is held: Graph may be slow, and no participant should wait on hold for it.
    const thread = await threadOf(target);
    if (!thread.ok) return onProblem(thread.problem);
    // A meeting can be joined without a microphone, to listen.
    const media = await localMedia(devices, { video, needsVoice: target.kind !== 'meeting' }, onProblem);
    if (media === null) return undefined;
    let call: TeamsCall | null = null;
    try {
      call = await deps.begin(async () => {
        placing = target;
        return start(target, media, thread.value);
      }, target);
    } finally {
      placing = null;
      if (!call) giveBack(media);
    }
    return undefined;
  };

  const dial = async (wanted: Target, options: DialOptions): Promise<void> => {
    if (isPending) return;
    const target = distinctTarget(wanted);
    last = [target, options];
    isPending = true;
    deps.onPending(true);
    try {
      await place(target, options);
    } catch (cause) {
      const retry = () => void dial(wanted, options);
      onProblem(repeatable(fromSdk(cause, 'call-not-started').problem, retry));
    } finally {
      isPending = false;
      deps.onPending(false);
    }
  };

  return {
    /** The target of the call that is being started. The SDK lists the call before `startCall` has returned. */
    placing: () => placing,
    /** Does nothing while another call is being placed. */
    dial,
    /** Repeats the last `dial`. */
    redial: async (): Promise<void> => {
      if (last) await dial(...last);
    },
  };
}

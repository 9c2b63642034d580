import type { TeamsCall } from '@azure/communication-calling';
import { createIdentifierFromRawId, type MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import { fromSdk } from '../errors/fromSdk.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import type { CurrentAgent } from './currentAgent.ts';
import type { Devices } from './devices.ts';
import { giveBack, localMedia, type LocalMedia } from './localMedia.ts';
import type { People } from './people.ts';
import { distinctTarget, onlyOne, type Target } from './target.ts';

/**
 * Makes the chat that a group call belongs to.
 * @param rawIds of everyone but ourselves
 * @returns the thread's id, `19:…@thread.v2`
 */
export type CreateThread = (rawIds: readonly string[]) => Promise<Result<string>>;

export interface DialOptions {
  readonly video: boolean;
}

interface DiallingDeps {
  readonly agent: CurrentAgent;
  readonly devices: Devices;
  readonly people: People;
  readonly createThread: CreateThread;
  readonly beforeStart: () => Promise<void>;
  /** Somebody pressed *Call*, or the call exists by now, or never will. */
  readonly onPending: (isPending: boolean) => void;
  readonly onStarted: (call: TeamsCall, placed: Target) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** From *Call* to a call that exists. */
export function createDialling(deps: DiallingDeps) {
  const { devices, people, onProblem } = deps;
  let placing: Target | null = null;
  let last: [Target, DialOptions] | null = null;
  let isPending = false;

  /** The chat that a group call belongs to; no other call needs one. */
  const threadOf = async (target: Target): Promise<Result<string>> => {
    if (target.kind === 'meeting' || target.rawIds.length < 2) return ok('');
    return target.threadId ? ok(target.threadId) : deps.createThread(target.rawIds);
  };

  const start = async (target: Target, media: LocalMedia): Promise<Result<TeamsCall>> => {
    try {
      // The chat is made first: the agent may be replaced meanwhile.
      const thread = await threadOf(target);
      if (!thread.ok) return thread;
      const agent = deps.agent.get();
      if (!agent) return fail('agent-unreachable');
      if (target.kind === 'meeting') return ok(agent.join({ meetingLink: target.link }, media));
      const callees = target.rawIds.map((rawId) => createIdentifierFromRawId(rawId));
      const [first, ...others] = callees as MicrosoftTeamsUserIdentifier[];
      if (!first) return fail('call-not-started');
      if (others.length === 0) return ok(agent.startCall(first, media));
      return ok(agent.startCall([first, ...others], { ...media, threadId: thread.value }));
    } catch (cause) {
      return fromSdk(cause, 'call-not-started');
    }
  };

  const place = async (target: Target, { video }: DialOptions): Promise<void> => {
    const only = onlyOne(target);
    if (only !== null && (await people.find(only)) === 'unknown')
      return onProblem(fail('no-such-person').problem);
    // A meeting rings nobody, and one may be there to listen.
    const media = await localMedia(devices, { video, needsVoice: target.kind !== 'meeting' }, onProblem);
    if (media === null) return undefined;
    try {
      await deps.beforeStart();
    } catch (cause) {
      giveBack(media);
      return onProblem(fromSdk(cause, 'call-not-started').problem);
    }
    placing = target;
    const started = await start(target, media);
    if (started.ok) deps.onStarted(started.value, target);
    else {
      giveBack(media);
      onProblem(started.problem);
    }
    placing = null;
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
    } finally {
      isPending = false;
      deps.onPending(false);
    }
  };

  return {
    /** Where the call leads that is being started: the SDK tells of the call before it tells that. */
    placing: () => placing,
    /** Does nothing while another one is under way. */
    dial,
    /** Tries the last one once more. */
    redial: async (): Promise<void> => {
      if (last) await dial(...last);
    },
  };
}

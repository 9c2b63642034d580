import { createSubscriptions, joinStops } from '../base/subscriptions.ts';
import { openTabChannel } from '../base/tabChannel.ts';
import { followCalls, sessionsOf } from '../calling/calls/followCalls.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail } from '../errors/problem.ts';
import { allowedHeadsets, unpluggedHeadsets } from './allowedHeadsets.ts';
import { createButtonCommands } from './buttonCommands.ts';
import { joinHeadsetRight, type HeadsetNeed } from './headsetRight.ts';
import { openHeadset, type OpenHeadset } from './openHeadset.ts';
import type { Lights } from './reports.ts';
import type { HidDevice } from './webHid.ts';

/** What the user's tabs tell each other: that a call rings or no longer rings in the leader tab, and what to do with that call. */
type TabMessage = 'rings' | 'silent' | 'answer' | 'decline';

const findFront = (phone: Phone): CallSession | undefined => phone.findSession(phone.state.get().front ?? '');

/** Whether a call rings in this tab that the user has not accepted. */
const isRinging = ({ state, settings }: Phone): boolean =>
  !settings.get().doNotDisturb && state.get().incoming.some(({ isAnswering }) => !isAnswering);

function readLights(phone: Phone, ringsElsewhere: boolean): Lights {
  const { calls, incoming, isPlacing } = phone.state.get();
  const front = findFront(phone);
  return {
    // Also during hold: some headsets take the end of `offHook` for the end of the call, and then hang up.
    // https://github.com/gonicus/gonnect/pull/52
    offHook: calls.length > 0 || isPlacing || incoming.some(({ isAnswering }) => isAnswering),
    ring: isRinging(phone) || ringsElsewhere,
    mute: front?.microphone.isMuted ?? false,
    hold: front?.call.get().state === 'LocalHold',
  };
}

function readNeed(phone: Phone): HeadsetNeed {
  const { calls, isPlacing } = phone.state.get();
  const front = findFront(phone);
  if (isPlacing || (front && front.call.get().state !== 'LocalHold')) return 'take';
  return calls.length > 0 || phone.leaderTab.status.get() === 'leader' ? 'wait' : 'none';
}

/** Connects the allowed headsets with the phone: their buttons with its calls, and its calls with their lights. */
export function connectHeadset(phone: Phone): () => void {
  const name = `switchboard.headset.${phone.ownId}`;
  const right = joinHeadsetRight(name);
  const openHeadsets = new Map<HidDevice, OpenHeadset>();
  let ringsElsewhere = false;
  let lastMessage: TabMessage | null = null;

  const showLights = (isForced = false) => {
    const lights = readLights(phone, ringsElsewhere);
    for (const headset of openHeadsets.values()) headset.showLights(lights, isForced);
  };
  const commands = createButtonCommands(phone, {
    passOn: (command) => {
      if (ringsElsewhere) channel.send(command);
      return ringsElsewhere;
    },
    repeatLights: () => showLights(true),
  });
  const channel = openTabChannel<TabMessage>(name, (message) => {
    if (message === 'answer') commands.answerHere();
    else if (message === 'decline') commands.declineHere();
    else {
      ringsElsewhere = message === 'rings';
      showLights();
    }
  });

  const devices = createSubscriptions((device: HidDevice) => {
    const headset = openHeadset(device, {
      onButton: (event) => commands.handle(event, headset.getOffHookSince()),
      onFailure: (cause) =>
        phone.reportProblem(fail('headset-not-answering', { cause, retry: headset.reopen }).problem),
      onRecovery: () => phone.dismissProblem({ code: 'headset-not-answering' }),
    });
    openHeadsets.set(device, headset);
    return () => {
      openHeadsets.delete(device);
      headset.close(!right.hasRight.get());
    };
  });
  const syncDevices = () => {
    devices.sync(right.hasRight.get() ? allowedHeadsets.get() : []);
    showLights();
  };

  const update = () => {
    if (phone.leaderTab.status.get() === 'leader') {
      ringsElsewhere = false;
      const message = isRinging(phone) ? 'rings' : 'silent';
      if (message !== lastMessage) channel.send(message);
      lastMessage = message;
    } else lastMessage = null;
    // Comes first: if the tab gives the headset up, it must have turned the lights off before.
    showLights();
    right.setNeed(readNeed(phone));
    if (phone.state.get().calls.length === 0) phone.dismissProblem({ code: 'headset-unplugged' });
    sessions.sync(sessionsOf(phone));
  };
  const sessions = createSubscriptions((session: CallSession) => session.microphone.subscribe(update));
  let unpluggedBefore = unpluggedHeadsets.get();
  const onPlugChange = () => {
    const isUnplugged = unpluggedHeadsets.get().length > unpluggedBefore.length;
    unpluggedBefore = unpluggedHeadsets.get();
    if (!isUnplugged) phone.dismissProblem({ code: 'headset-unplugged' });
    else if (phone.state.get().calls.length > 0) phone.reportProblem(fail('headset-unplugged').problem);
  };

  const stop = joinStops(
    followCalls(phone, update),
    phone.settings.subscribe(update),
    phone.leaderTab.status.subscribe(update),
    right.hasRight.subscribe(syncDevices),
    allowedHeadsets.subscribe(syncDevices),
    unpluggedHeadsets.subscribe(onPlugChange),
    sessions.stop,
  );
  syncDevices();
  return () => {
    stop();
    devices.stop();
    right.setNeed('none');
    channel.close();
  };
}

import type { JoinCallOptions, StartTeamsGroupCallOptions, TeamsCall } from '@azure/communication-calling';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { CallKind, Event, Pass, Signal, TransferTarget } from '../../wire/protocol.ts';
import type { Afterwards } from '../call/requestsAfterCall.ts';
import { EmuTeamsCall } from '../call/call.ts';
import type { Connection } from './signallingConnection.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { openMedia, readMedia, type Media } from '../call/initialMedia.ts';
import { CallSession } from '../call/session.ts';

export interface CallsDeps {
  readonly connection: Connection;
  readonly devices: EmuDeviceManager;
  readonly afterwards: Afterwards;
  changed(added: readonly TeamsCall[], removed: readonly TeamsCall[]): void;
}

interface Begin {
  readonly direction: 'Incoming' | 'Outgoing';
  readonly callerId: string;
  readonly kind: CallKind;
  readonly threadId?: string | undefined;
  readonly id?: string | undefined;
  readonly self?: string;
  readonly transferorId?: string | undefined;
}

/** The calls of one agent, and the four ways into one: placed, joined, sent there, accepted. */
export class Calls {
  all: readonly EmuTeamsCall[] = [];
  private readonly deps: CallsDeps;

  constructor(deps: CallsDeps) {
    this.deps = deps;
  }

  /** @param to raw ids. */
  start(to: readonly string[], options: StartTeamsGroupCallOptions): EmuTeamsCall {
    const { threadId } = options;
    const media = readMedia(options);
    const call = this.begin({ ...this.outgoing, kind: to.length > 1 ? 'group' : 'oneToOne', threadId });
    openMedia(call.session, media);
    call.session.entry.start(to.map((id) => ({ participant: crypto.randomUUID(), id })));
    return this.enter(call);
  }

  join(meeting: MeetingLocator, options: JoinCallOptions): EmuTeamsCall {
    const media = readMedia(options);
    const call = this.begin({ ...this.outgoing, kind: 'meeting' });
    openMedia(call.session, media);
    call.session.entry.join(meeting);
    return this.enter(call);
  }

  /** Goes where a transfer leads. */
  place(target: TransferTarget, pass: Pass): EmuTeamsCall {
    const id = 'call' in target ? target.call : undefined;
    const call = this.begin({ ...this.outgoing, kind: 'oneToOne', id });
    openMedia(call.session, readMedia({}));
    if ('call' in target) call.session.entry.take(pass);
    else call.session.entry.start([{ participant: crypto.randomUUID(), ...target }], pass);
    return this.enter(call);
  }

  accept(
    { call: id, self, from, transferor }: Extract<Event, { t: 'incoming' }>,
    signals: readonly { from: string; signal: Signal }[],
    media: Media,
  ): EmuTeamsCall {
    const ring = { callerId: from.id, id, self, transferorId: transferor };
    const call = this.begin({ direction: 'Incoming', kind: 'oneToOne', ...ring });
    openMedia(call.session, media);
    call.session.entry.accept(from, signals);
    return this.enter(call);
  }

  private get outgoing() {
    return { direction: 'Outgoing' as const, callerId: this.deps.connection.id ?? '' };
  }

  private begin({ direction, callerId, kind, threadId, transferorId, id, self }: Begin): EmuTeamsCall {
    const { connection, devices, afterwards } = this.deps;
    const call: EmuTeamsCall = new EmuTeamsCall(
      new CallSession({
        connection,
        devices,
        afterwards,
        direction,
        callerId,
        kind,
        threadId,
        transferorId,
        id: id ?? crypto.randomUUID(),
        self: self ?? crypto.randomUUID(),
        ownId: () => connection.id ?? '',
        place: (target, pass) => this.place(target, pass),
        join: (meeting) => this.join(meeting, {}),
        over: () => this.remove(call),
      }),
    );
    return call;
  }

  private enter(call: EmuTeamsCall): EmuTeamsCall {
    this.all = [...this.all, call];
    this.deps.changed([call], []);
    return call;
  }

  private remove(call: EmuTeamsCall): void {
    if (!this.all.includes(call)) return;
    this.all = this.all.filter((other) => other !== call);
    this.deps.changed([], [call]);
  }
}

import type { JoinCallOptions, StartTeamsGroupCallOptions, TeamsCall } from '@azure/communication-calling';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { CallKind, Event, Pass, Signal, TransferTarget } from '../../wire/protocol.ts';
import { EmuTeamsCall } from '../call/call.ts';
import { openInitialMedia, readInitialMedia, type InitialMedia } from '../call/initialMedia.ts';
import type { RequestsAfterCall } from '../call/requestsAfterCall.ts';
import { CallSession } from '../call/session.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { SignallingConnection } from './signallingConnection.ts';

export interface AgentCallsDeps {
  readonly connection: SignallingConnection;
  readonly devices: EmuDeviceManager;
  readonly requestsAfterCall: RequestsAfterCall;
  changed(added: readonly TeamsCall[], removed: readonly TeamsCall[]): void;
}

interface NewCall {
  readonly direction: 'Incoming' | 'Outgoing';
  readonly callerId: string;
  readonly kind: CallKind;
  readonly threadId?: string | undefined;
  /** A new id when left out. */
  readonly id?: string | undefined;
  /** The local participant's id; a new one when left out. */
  readonly self?: string;
  readonly transferorId?: string | undefined;
}

/** The calls of one agent. A call is started, joined, started by a transfer, or accepted. */
export class AgentCalls {
  all: readonly EmuTeamsCall[] = [];
  private readonly deps: AgentCallsDeps;

  constructor(deps: AgentCallsDeps) {
    this.deps = deps;
  }

  /** @param to the callees' raw ids. */
  start(to: readonly string[], options: StartTeamsGroupCallOptions): EmuTeamsCall {
    const { threadId } = options;
    const media = readInitialMedia(options);
    const call = this.create({ ...this.outgoing, kind: to.length > 1 ? 'group' : 'oneToOne', threadId });
    openInitialMedia(call.session, media);
    call.session.setup.start(to.map((id) => ({ participant: crypto.randomUUID(), id })));
    return this.add(call);
  }

  join(meeting: MeetingLocator, options: JoinCallOptions): EmuTeamsCall {
    const media = readInitialMedia(options);
    const call = this.create({ ...this.outgoing, kind: 'meeting' });
    openInitialMedia(call.session, media);
    call.session.setup.join(meeting);
    return this.add(call);
  }

  /** Starts the call that a transfer leads to, or takes the transferor's place in it. */
  startTransferred(target: TransferTarget, pass: Pass): EmuTeamsCall {
    const id = 'call' in target ? target.call : undefined;
    const call = this.create({ ...this.outgoing, kind: 'oneToOne', id });
    openInitialMedia(call.session, readInitialMedia({}));
    if ('call' in target) call.session.setup.take(pass);
    else call.session.setup.start([{ participant: crypto.randomUUID(), ...target }], pass);
    return this.add(call);
  }

  /** @param signals what the caller sent while the call rang. */
  accept(
    { call: id, self, from, transferor }: Extract<Event, { t: 'incoming' }>,
    signals: readonly { from: string; signal: Signal }[],
    media: InitialMedia,
  ): EmuTeamsCall {
    const call = this.create({
      direction: 'Incoming',
      kind: 'oneToOne',
      callerId: from.id,
      id,
      self,
      transferorId: transferor,
    });
    openInitialMedia(call.session, media);
    call.session.setup.accept(from, signals);
    return this.add(call);
  }

  private get outgoing() {
    return { direction: 'Outgoing' as const, callerId: this.deps.connection.id ?? '' };
  }

  private create({ direction, callerId, kind, threadId, transferorId, id, self }: NewCall): EmuTeamsCall {
    const { connection, devices, requestsAfterCall } = this.deps;
    const call: EmuTeamsCall = new EmuTeamsCall(
      new CallSession({
        connection,
        devices,
        requestsAfterCall,
        direction,
        callerId,
        kind,
        threadId,
        transferorId,
        id: id ?? crypto.randomUUID(),
        self: self ?? crypto.randomUUID(),
        ownId: () => connection.id ?? '',
        startTransferred: (target, pass) => this.startTransferred(target, pass),
        join: (meeting) => this.join(meeting, {}),
        ended: () => this.remove(call),
      }),
    );
    return call;
  }

  private add(call: EmuTeamsCall): EmuTeamsCall {
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

import type {
  BreakoutRoom,
  BreakoutRoomsEventData,
  BreakoutRoomState,
  Invitee,
  TeamsCall,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';

/** A breakout room as the server describes it. */
export interface RoomState {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  /** Whether the assigned participants join the room by themselves when it opens. */
  readonly autoMove: boolean;
}

/**
 * A breakout room of a meeting. When the user joins the room, the main meeting is held. When the user returns, the call
 * in the room ends and the main meeting is resumed. Methods and properties marked "internal" are for other parts of the
 * drop-in SDK (our replacement for `@azure/communication-calling`), not for apps.
 */
export class EmuBreakoutRoom implements BreakoutRoom {
  private readonly mainMeeting: TeamsCall;
  private readonly session: CallSession;
  private readonly listInvitees: (() => Invitee[]) | undefined;
  private readonly emitUpdate: (data: BreakoutRoomsEventData) => void;
  /** The call in the room; `undefined` before the user joins the room. */
  private roomCall: TeamsCall | undefined;
  /** Internal: the latest state of the room. */
  room: RoomState;

  /**
   * @param mainMeeting the call from which the app got the room.
   * @param session the session of that call.
   * @param listInvitees lists the people who are assigned to the room. Default: `invitees` stays undefined.
   * @param emitUpdate emits the feature's event `breakoutRoomsUpdated`. Default: no event.
   */
  constructor(
    mainMeeting: TeamsCall,
    session: CallSession,
    room: RoomState,
    listInvitees?: () => Invitee[],
    emitUpdate: (data: BreakoutRoomsEventData) => void = () => undefined,
  ) {
    this.mainMeeting = mainMeeting;
    this.session = session;
    this.room = room;
    this.listInvitees = listInvitees;
    this.emitUpdate = emitUpdate;
  }

  get threadId(): string {
    return this.room.threadId;
  }

  get displayName(): string {
    return this.room.name;
  }

  get state(): BreakoutRoomState {
    return this.room.open ? 'open' : 'closed';
  }

  get autoMoveParticipantToBreakoutRoom(): boolean {
    return this.room.autoMove;
  }

  /** Microsoft: "Only organizer, co-organizer, or breakout room manager can access participants assigned." */
  get invitees(): Invitee[] {
    return this.listInvitees?.() as Invitee[];
  }

  get call(): TeamsCall {
    return this.roomCall as TeamsCall;
  }

  /** @throws 400/0 with the documented message when the room is closed. */
  async join(): Promise<TeamsCall> {
    if (!this.room.open) {
      throw callingError(
        400,
        0,
        'Not able to join Breakout Room as the room is closed. Please check the state of the Breakout Room before ' +
          'calling join.',
      );
    }
    if (this.roomCall && this.roomCall.state !== 'Disconnected') return this.roomCall;
    if (this.mainMeeting.state === 'Connected') await this.mainMeeting.hold();
    const call = this.session.deps.joinMeeting({ threadId: this.threadId });
    this.roomCall = call;
    this.emitUpdate({ type: 'join', data: call });
    return call;
  }

  async returnToMainMeeting(): Promise<TeamsCall> {
    await this.roomCall?.hangUp();
    this.roomCall = undefined;
    if (this.mainMeeting.state === 'LocalHold') await this.mainMeeting.resume();
    return this.mainMeeting;
  }

  /** Internal: applies a new state of the room. */
  update(room: RoomState): void {
    this.room = room;
    // When the room closes, Teams moves the participants back to the main meeting.
    if (!room.open && this.roomCall) void this.returnToMainMeeting();
  }

  /** Internal: joins the room if the room is open and moves its participants automatically. */
  joinIfAutoMoved(): void {
    if (this.room.open && this.room.autoMove && !this.roomCall) void this.join();
  }
}

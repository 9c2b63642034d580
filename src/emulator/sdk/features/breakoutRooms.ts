import type {
  BreakoutRoom,
  BreakoutRoomsCallFeature,
  BreakoutRoomsEventData,
  BreakoutRoomsSettings,
  Invitee,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuBreakoutRoom, type RoomState } from './breakoutRoom.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The breakout rooms of a meeting. With Azure, users of Teams create, assign, open and close them. With the emulator, a
 * test or a developer does that by a control (an HTTP route under `/emulator`, or a button on the page `/emulator`).
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export class EmuBreakoutRooms
  extends EmuCallFeature<'breakoutRoomsUpdated'>
  implements BreakoutRoomsCallFeature
{
  readonly name = 'BreakoutRooms';
  private readonly mainMeeting: TeamsCall;
  /** The room to which the local participant is assigned. */
  private assignedRoom: EmuBreakoutRoom | undefined;

  constructor(session: CallSession, mainMeeting: TeamsCall) {
    super(session, 'BreakoutRoomsCallFeature', ['breakoutRoomsUpdated']);
    this.mainMeeting = mainMeeting;
    const stopWatching = session.sharedState.watch('breakoutRooms', ({ key: participantId }) =>
      this.update(participantId),
    );
    this.onDispose(stopWatching);
    this.update(session.deps.ownParticipantId);
  }

  get assignedBreakoutRooms(): BreakoutRoom {
    return this.assignedRoom as BreakoutRoom;
  }

  /** Always `undefined`: the emulator's rooms have no time limit, and every participant may return to the main meeting. */
  get breakoutRoomsSettings(): BreakoutRoomsSettings {
    return undefined as unknown as BreakoutRoomsSettings;
  }

  /** All rooms. Microsoft: "Available only to the Organizer / Co-Organizer". For other roles it is `undefined`. */
  get breakoutRooms(): BreakoutRoom[] {
    const roomsByThread = new Map<string, EmuBreakoutRoom>();
    const { role } = this.session.context;
    if (role !== 'Organizer' && role !== 'Co-organizer') return undefined as unknown as BreakoutRoom[];
    for (const room of this.roomsByParticipant.values()) {
      const listInvitees = () => this.inviteesOf(room.threadId);
      const breakoutRoom = new EmuBreakoutRoom(this.mainMeeting, this.session, room, listInvitees);
      roomsByThread.set(room.threadId, breakoutRoom);
    }
    return [...roomsByThread.values()];
  }

  /** Maps the participant id of each assigned participant to that participant's room. */
  private get roomsByParticipant(): ReadonlyMap<string, RoomState> {
    return this.session.sharedState.valuesOf('breakoutRooms') as ReadonlyMap<string, RoomState>;
  }

  private inviteesOf(threadId: string): Invitee[] {
    return [...this.roomsByParticipant].flatMap(([participantId, room]) => {
      const isAssigned = room.threadId === threadId;
      const identifier = isAssigned && this.session.identifierOfParticipant(participantId);
      return identifier ? [{ identifier }] : [];
    });
  }

  /** Applies a change of the room to which a participant is assigned. */
  private update(participantId: string): void {
    const { session } = this;
    if (this.breakoutRooms) this.emitUpdate({ type: 'breakoutRooms', data: this.breakoutRooms });
    if (participantId !== session.deps.ownParticipantId) return;
    const room = this.roomsByParticipant.get(participantId);
    if (!room && !this.assignedRoom) return;
    if (room && this.assignedRoom?.threadId === room.threadId) this.assignedRoom.update(room);
    else {
      // The local participant is assigned to another room, or to none any more. The previous room is closed for them.
      this.assignedRoom?.update({ ...this.assignedRoom.room, open: false });
      this.assignedRoom =
        room && new EmuBreakoutRoom(this.mainMeeting, session, room, undefined, this.emitUpdate);
    }
    this.emitUpdate({ type: 'assignedBreakoutRooms', data: this.assignedRoom });
    this.assignedRoom?.joinIfAutoMoved();
  }

  private readonly emitUpdate = (data: BreakoutRoomsEventData): void => {
    this.emitter.emit('breakoutRoomsUpdated', data);
  };
}

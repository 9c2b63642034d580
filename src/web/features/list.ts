import type { ComponentType } from 'react';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { addPeople } from './add-people/addPeople.ts';
import { AddPeopleItem, AddPeoplePanel } from './add-people/AddPeoplePanel.tsx';
import { backgroundBlur } from './background-blur/backgroundBlur.ts';
import { BackgroundBlurItem } from './background-blur/BackgroundBlurItem.tsx';
import { BreakoutRoomBanner } from './breakout-rooms/BreakoutRoomBanner.tsx';
import { breakoutRooms } from './breakout-rooms/breakoutRooms.ts';
import { callSurvey } from './call-survey/callSurvey.ts';
import { camera } from './camera/camera.ts';
import { CameraBanner, CameraButton } from './camera/Camera.tsx';
import { captions } from './captions/captions.ts';
import { CaptionsItem, CaptionsOverlay, CaptionsPanel } from './captions/CaptionsPanel.tsx';
import { chat } from './chat/chat.ts';
import { ChatItem, ChatPanel } from './chat/ChatPanel.tsx';
import { diagnostics } from './diagnostics/diagnostics.ts';
import { dialIn } from './dial-in/dialIn.ts';
import { DialInItem, DialInPanel } from './dial-in/DialInPanel.tsx';
import { HangUpButton } from './hang-up/HangUpButton.tsx';
import { hangUp } from './hang-up/hangUp.ts';
import { hold } from './hold/hold.ts';
import { HoldButton } from './hold/HoldButton.tsx';
import { keypad } from './keypad/keypad.ts';
import { KeypadItem, KeypadPanel } from './keypad/KeypadPanel.tsx';
import { mute } from './mute/mute.ts';
import { MuteBanner, MuteButton } from './mute/Mute.tsx';
import { note } from './note/note.ts';
import { NoteItem, NotePanel } from './note/NotePanel.tsx';
import { noiseSuppression } from './noise-suppression/noiseSuppression.ts';
import { NoiseSuppressionItem, NoiseSuppressionSync } from './noise-suppression/NoiseSuppression.tsx';
import { LobbyBanner } from './people/Lobby.tsx';
import { people } from './people/people.ts';
import { PeopleButton, PeoplePanel } from './people/PeoplePanel.tsx';
import { ParticipantNews } from './people/ParticipantNews.tsx';
import { quality } from './quality/quality.ts';
import { QualityBanner, QualityChip, QualityItem, QualityPanel } from './quality/QualityPanel.tsx';
import { raiseHand } from './raise-hand/raiseHand.ts';
import { RaisedHandsBanner, RaiseHandItem } from './raise-hand/RaiseHand.tsx';
import { FloatingReactions, ReactionsItem, ReactionsPopover } from './reactions/Reactions.tsx';
import { reactions } from './reactions/reactions.ts';
import { realTimeText } from './real-time-text/realTimeText.ts';
import {
  RealTimeTextBanner,
  RealTimeTextItem,
  RealTimeTextPanel,
} from './real-time-text/RealTimeTextPanel.tsx';
import { recording } from './recording/recording.ts';
import { RecordingBanner } from './recording/RecordingBanner.tsx';
import { screenShare } from './screen-share/screenShare.ts';
import { ScreenShareBanner, ScreenShareButton } from './screen-share/ScreenShare.tsx';
import { screenWakeLock } from './screen-wake-lock/screenWakeLock.ts';
import { spotlight } from './spotlight/spotlight.ts';
import { SpotlightBanner, SpotlightItem } from './spotlight/Spotlight.tsx';
import { layout } from './tiles/layout.ts';
import { LayoutItem } from './tiles/LayoutItem.tsx';
import { TileArea } from './tiles/TileArea.tsx';
import { weakNetworks } from './tiles/weakNetworks.ts';
import type { MoreGroupName } from '../ui/MoreMenu.tsx';
import { transfer } from '../transfer/transfer.ts';
import { TransferBanner } from './transfer/TransferBanner.tsx';
import { TransferButton, TransferPanel } from './transfer/TransferPanel.tsx';

/** A call feature and what the call screen shows of it. Some features, such as `diagnostics`, show nothing. */
type ListedFeature = FeatureComponents &
  (FeatureItem | { readonly Item?: never; readonly itemGroup?: never });

interface FeatureItem {
  readonly Item: ComponentType;
  readonly itemGroup: MoreGroupName;
}

interface FeatureComponents {
  readonly feature: AnyCallFeature;
  readonly Stage?: ComponentType;
  readonly Control?: ComponentType;
  /** A button that stands apart, at the end of the toolbar. */
  readonly LastControl?: ComponentType;
  /** A panel beside the call. It is shown while `usePanel().name` is the feature's name. */
  readonly Panel?: ComponentType;
  /**
   * Whether the panel may have hundreds of rows. React then renders it in pieces, so that the page does not stop. Keys that the user
   * presses in these few milliseconds do not reach the panel, so a panel in which users type at once does not have this.
   */
  readonly hasLongPanel?: true;
  /** A sign at the end of the title row, for a state that the user seldom needs to know. */
  readonly Chip?: ComponentType;
  /** Something over the videos that chooses its own place, such as captions. The stage is its containing block. */
  readonly Overlay?: ComponentType;
  /** A line of news over the upper edge of the videos. The component renders nothing while it has nothing to say. */
  readonly Banner?: ComponentType;
}

/**
 * All call features, in the order of the toolbar and the menu. To add a feature, add its folder and a line here. Other folders
 * import no component of a feature, and import its object only to run its command or to read its state.
 */
export const callFeatures: readonly ListedFeature[] = [
  { feature: camera, Control: CameraButton, Banner: CameraBanner },
  { feature: mute, Control: MuteButton, Banner: MuteBanner },
  { feature: screenShare, Control: ScreenShareButton, Banner: ScreenShareBanner },
  { feature: hold, Control: HoldButton },
  { feature: transfer, Control: TransferButton, Panel: TransferPanel, Banner: TransferBanner },
  {
    feature: people,
    Control: PeopleButton,
    Panel: PeoplePanel,
    hasLongPanel: true,
    Overlay: ParticipantNews,
    Banner: LobbyBanner,
  },
  { feature: keypad, Item: KeypadItem, itemGroup: 'call', Panel: KeypadPanel },
  { feature: addPeople, Item: AddPeopleItem, itemGroup: 'call', Panel: AddPeoplePanel },
  { feature: chat, Item: ChatItem, itemGroup: 'call', Panel: ChatPanel },
  { feature: note, Item: NoteItem, itemGroup: 'call', Panel: NotePanel },
  { feature: dialIn, Item: DialInItem, itemGroup: 'call', Panel: DialInPanel },
  { feature: raiseHand, Item: RaiseHandItem, itemGroup: 'signals', Banner: RaisedHandsBanner },
  {
    feature: reactions,
    Item: ReactionsItem,
    itemGroup: 'signals',
    Panel: ReactionsPopover,
    Overlay: FloatingReactions,
  },
  { feature: spotlight, Item: SpotlightItem, itemGroup: 'signals', Banner: SpotlightBanner },
  {
    feature: captions,
    Item: CaptionsItem,
    itemGroup: 'view',
    Panel: CaptionsPanel,
    Overlay: CaptionsOverlay,
  },
  {
    feature: realTimeText,
    Item: RealTimeTextItem,
    itemGroup: 'view',
    Panel: RealTimeTextPanel,
    Banner: RealTimeTextBanner,
  },
  { feature: layout, Stage: TileArea, Item: LayoutItem, itemGroup: 'view' },
  { feature: weakNetworks },
  { feature: breakoutRooms, Banner: BreakoutRoomBanner },
  { feature: backgroundBlur, Item: BackgroundBlurItem, itemGroup: 'devices' },
  {
    feature: noiseSuppression,
    Item: NoiseSuppressionItem,
    itemGroup: 'devices',
    Banner: NoiseSuppressionSync,
  },
  {
    feature: quality,
    Item: QualityItem,
    itemGroup: 'devices',
    Panel: QualityPanel,
    Banner: QualityBanner,
    Chip: QualityChip,
  },
  { feature: callSurvey },
  { feature: diagnostics },
  { feature: screenWakeLock },
  { feature: recording, Banner: RecordingBanner },
  { feature: hangUp, LastControl: HangUpButton },
];
